import type { Neighbour } from './client.js';
import type { IpAddress } from './ip-address.js';
import type { Neighbours, Whereabouts } from './neighbours.js';

/** Neighbours by configuration: the loopback profile, and tests. All else is asked of `others`. */
export class StaticNeighbours implements Neighbours {
  readonly #known: ReadonlyMap<IpAddress, Neighbour>;
  readonly #others: Neighbours | undefined;

  constructor(known: readonly Neighbour[], others?: Neighbours) {
    this.#known = new Map(known.map((neighbour) => [neighbour.address, neighbour]));
    this.#others = others;
  }

  find(address: IpAddress): Whereabouts {
    const neighbour = this.#known.get(address);
    if (neighbour) return { kind: 'neighbour', zone: neighbour.zone, mac: neighbour.mac };
    return this.#others?.find(address) ?? { kind: 'outside' };
  }

  /** Whether the configuration says whose the address is: then nobody else is asked. */
  isGiven(address: IpAddress): boolean {
    return this.#known.has(address);
  }

  all(): readonly Neighbour[] {
    return [...this.#known.values(), ...(this.#others?.all() ?? [])];
  }
}
