import type { Netlink } from '../system/netlink.js';
import { type IpAddress, ipAddressFrom } from './ip-address.js';
import type { Neighbours, Whereabouts } from './neighbours.js';
import { changeIn } from './rtnetlink.js';

const mostRemembered = 20_000;

/**
 * What the kernel said of an address, until it tells of a change: then the address is asked for anew. The kernel puts
 * such a message into the socket with the change itself, and what is in the socket is read before each answer.
 */
export class RememberedNeighbours implements Neighbours {
  readonly #neighbours: Neighbours;
  readonly #changes: Netlink;
  readonly #remembered = new Map<IpAddress, Whereabouts>();

  /** `changes` is subscribed to `neighbourChanges`. */
  constructor(neighbours: Neighbours, changes: Netlink) {
    this.#neighbours = neighbours;
    this.#changes = changes;
  }

  find(address: IpAddress): Whereabouts {
    this.#forgetChanged();
    const known = this.#remembered.get(address);
    if (known) return known;
    const found = this.#neighbours.find(address);
    if (found.kind !== 'neighbour') return found;
    if (this.#remembered.size >= mostRemembered) this.#remembered.clear();
    this.#remembered.set(address, found);
    return found;
  }

  all(): ReturnType<Neighbours['all']> {
    return this.#neighbours.all();
  }

  #forgetChanged(): void {
    const isWhole = this.#changes.news((type, body) => {
      const change = changeIn(type, body);
      if (change === 'none') return;
      const address = change === 'every address' ? undefined : ipAddressFrom(change);
      if (address) this.#remembered.delete(address);
      else this.#remembered.clear();
    });
    if (!isWhole) this.#remembered.clear();
  }
}
