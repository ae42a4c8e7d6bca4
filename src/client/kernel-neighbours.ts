import { libc } from '../system/libc.js';
import { attribute, attributes, type NetlinkRoute } from '../system/netlink.js';
import type { Neighbour } from './client.js';
import { type IpAddress, ipAddressFrom, octetsOf } from './ip-address.js';
import { type MacAddress, macAddressFrom } from './mac-address.js';
import type { Neighbours, Whereabouts } from './neighbours.js';
import type { ZoneName } from './zone-name.js';

const RTM_GETROUTE = 26;
const RTM_GETNEIGH = 30;
const RTA_DST = 1;
const RTA_OIF = 4;
const NDA_DST = 1;
const NDA_LLADDR = 2;
const AF_UNSPEC = 0;
const AF_INET = 2;
const AF_INET6 = 10;
const rtmsgLength = 12;
const ndmsgLength = 12;
/** NUD_REACHABLE, STALE, DELAY, PROBE, PERMANENT: the states in which the kernel vouches for the MAC. */
const usableStates = 0x02 | 0x04 | 0x08 | 0x10 | 0x80;

/**
 * The kernel's neighbour table, asked at each request by rtnetlink(7): nothing is cached, so nothing can be stale.
 * The route decides which zone an address belongs to, as it does for the answer; the same address claimed on another
 * zone's interface therefore means nothing.
 */
export class KernelNeighbours implements Neighbours {
  readonly #netlink: NetlinkRoute;
  readonly #zones: readonly { readonly name: ZoneName; readonly interface: string }[];
  #zoneOfIndex = new Map<number, ZoneName>();

  constructor(
    netlink: NetlinkRoute,
    zones: readonly { readonly name: ZoneName; readonly interface: string }[],
  ) {
    this.#netlink = netlink;
    this.#zones = zones;
  }

  find(address: IpAddress): Whereabouts {
    const octets = octetsOf(address);
    const index = isLinkLocal(octets) ? this.#zoneIndexOfLinkLocal(octets) : this.#routeIndex(octets);
    const zone = index === undefined ? undefined : this.#zoneOf(index);
    if (index === undefined || zone === undefined) return { kind: 'outside' };
    const mac = this.#macOf(index, octets);
    return mac ? { kind: 'neighbour', zone, mac } : { kind: 'no-mac', zone };
  }

  all(): readonly Neighbour[] {
    const ndmsg = Buffer.alloc(ndmsgLength);
    ndmsg.writeUInt8(AF_UNSPEC, 0);
    return this.#netlink.dump(RTM_GETNEIGH, ndmsg).flatMap(({ body }) => {
      const zone = this.#zoneOf(body.readInt32LE(4));
      const address = ipAddressFrom(attributes(body, ndmsgLength).get(NDA_DST) ?? Buffer.alloc(0));
      const mac = macIn(body);
      return zone && address && mac ? [{ zone, address, mac }] : [];
    });
  }

  #macOf(index: number, octets: Buffer): MacAddress | undefined {
    const ndmsg = Buffer.alloc(ndmsgLength);
    ndmsg.writeUInt8(familyOf(octets), 0);
    ndmsg.writeInt32LE(index, 4);
    const answer = this.#netlink.ask(RTM_GETNEIGH, Buffer.concat([ndmsg, attribute(NDA_DST, octets)]));
    return answer && macIn(answer.body);
  }

  /** The interface by which the kernel would send to the address. */
  #routeIndex(octets: Buffer): number | undefined {
    const rtmsg = Buffer.alloc(rtmsgLength);
    rtmsg.writeUInt8(familyOf(octets), 0);
    rtmsg.writeUInt8(octets.length * 8, 1);
    const answer = this.#netlink.ask(RTM_GETROUTE, Buffer.concat([rtmsg, attribute(RTA_DST, octets)]));
    return answer && attributes(answer.body, rtmsgLength).get(RTA_OIF)?.readInt32LE(0);
  }

  /** A link-local address has no route of its own; it counts only when a single zone knows it. */
  #zoneIndexOfLinkLocal(octets: Buffer): number | undefined {
    const indexes = this.#zones
      .map((zone) => libc().if_nametoindex(zone.interface))
      .filter((index) => index > 0);
    const knowing = indexes.filter((index) => this.#macOf(index, octets) !== undefined);
    if (knowing.length > 1) return undefined;
    return knowing[0] ?? (indexes.length === 1 ? indexes[0] : undefined);
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

function macIn(body: Buffer): MacAddress | undefined {
  if ((body.readUInt16LE(8) & usableStates) === 0) return undefined;
  return macAddressFrom(attributes(body, ndmsgLength).get(NDA_LLADDR) ?? Buffer.alloc(0));
}

const familyOf = (octets: Buffer) => (octets.length === 4 ? AF_INET : AF_INET6);
const isLinkLocal = (octets: Buffer) => octets.length === 16 && octets.readUInt16BE(0) >> 6 === 0xfe80 >> 6;
