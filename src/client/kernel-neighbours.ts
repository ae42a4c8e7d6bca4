import { libc } from '../system/libc.js';
import type { Netlink } from '../system/netlink.js';
import type { Neighbour } from './client.js';
import { type IpAddress, ipAddressFrom, octetsOf } from './ip-address.js';
import { type MacAddress, macAddressFrom } from './mac-address.js';
import type { Neighbours, Whereabouts } from './neighbours.js';
import {
  bothQuestions,
  everyNeighbour,
  neighbourIn,
  neighbourQuestion,
  outgoingIndexIn,
} from './rtnetlink.js';
import type { ZoneName } from './zone-name.js';

/**
 * The kernel's neighbour table, asked at each request by rtnetlink(7): nothing is cached, so nothing can be stale.
 * The route decides which zone an address belongs to, as it does for the answer; the same address claimed on another
 * zone's interface therefore means nothing.
 */
export class KernelNeighbours implements Neighbours {
  readonly #netlink: Netlink;
  readonly #zones: readonly { readonly name: ZoneName; readonly interface: string }[];
  #zoneOfIndex = new Map<number, ZoneName>();
  /** The interface of the last answer: most likely the next one's, so both questions are asked at once. */
  #likelyIndex = 0;

  constructor(netlink: Netlink, zones: readonly { readonly name: ZoneName; readonly interface: string }[]) {
    this.#netlink = netlink;
    this.#zones = zones;
  }

  find(address: IpAddress): Whereabouts {
    const octets = octetsOf(address);
    if (isLinkLocal(octets)) return this.#findLinkLocal(octets);
    const likely = this.#likelyIndex;
    const [route, neighbour] = this.#netlink.ask(bothQuestions(likely, octets));
    const index = route && outgoingIndexIn(route);
    const zone = index && this.#zoneOf(index);
    if (!index || !zone) return { kind: 'outside' };
    this.#likelyIndex = index;
    return whereabouts(zone, index === likely ? macIn(neighbour) : this.#macOf(index, octets));
  }

  all(): readonly Neighbour[] {
    const ask = () => this.#netlink.dump(everyNeighbour());
    return (ask() ?? ask() ?? []).flatMap((body) => {
      const { index, octets } = neighbourIn(body);
      const zone = this.#zoneOf(index);
      const address = octets && ipAddressFrom(octets);
      const mac = macIn(body);
      return zone && address && mac ? [{ zone, address, mac }] : [];
    });
  }

  /** A link-local address has no route of its own; it counts only when a single zone knows it. */
  #findLinkLocal(octets: Buffer): Whereabouts {
    const there = [...this.#readIndexes()].map(([index, zone]) =>
      whereabouts(zone, this.#macOf(index, octets)),
    );
    const knowing = there.filter(({ kind }) => kind === 'neighbour');
    const [only, ...others] = knowing.length > 0 ? knowing : there;
    return only && others.length === 0 ? only : { kind: 'outside' };
  }

  #macOf(index: number, octets: Buffer): MacAddress | undefined {
    return macIn(this.#netlink.ask(neighbourQuestion(index, octets))[0]);
  }

  #zoneOf(index: number): ZoneName | undefined {
    return this.#zoneOfIndex.get(index) ?? this.#readIndexes().get(index);
  }

  /** Interfaces come and go while the daemon runs; an unknown index may be a bridge that was made again. */
  #readIndexes(): Map<number, ZoneName> {
    this.#zoneOfIndex = new Map(
      this.#zones.map((zone) => [libc().if_nametoindex(zone.interface), zone.name]),
    );
    this.#zoneOfIndex.delete(0);
    return this.#zoneOfIndex;
  }
}

const whereabouts = (zone: ZoneName, mac: MacAddress | undefined): Whereabouts =>
  mac ? { kind: 'neighbour', zone, mac } : { kind: 'no-mac', zone };

function macIn(answer: Buffer | undefined): MacAddress | undefined {
  const octets = answer && neighbourIn(answer).linkLayerOctets;
  return octets && macAddressFrom(octets);
}

const isLinkLocal = (octets: Buffer) => octets.length === 16 && octets.readUInt16BE(0) >> 6 === 0xfe80 >> 6;
