import type { Clock } from '../system/clock.js';
import type { HostName } from './host-name.js';
import type { GardenAddress, KeptName } from './name-keeper.js';

/** Names may share an address, of which a set has one element: it must stay for as long as one of them gives it. */
export class LongestTimes {
  readonly #clock: Clock;
  /** Until when names give an address of a set, for those whose time is not over. */
  readonly #ends = new Map<string, Map<HostName, number>>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** What new answers say, each element once, and for no shorter time than what earlier ones said by other names. */
  with(answered: readonly (GardenAddress & KeptName)[]): GardenAddress[] {
    const now = this.#clock();
    this.#forget(now);
    for (const { name, seconds, ...element } of answered)
      this.#endsOf(elementKey(element)).set(name, now + seconds * 1000);
    const elements = new Map(answered.map((each) => [elementKey(each), each]));
    return [...elements].map(([key, { zone, ports, address }]) => {
      const end = Math.max(...this.#endsOf(key).values());
      return { zone, ports, address, seconds: Math.ceil((end - now) / 1000) };
    });
  }

  /** Somebody has taken the elements away. */
  beginAnew(): void {
    this.#ends.clear();
  }

  #endsOf(key: string): Map<HostName, number> {
    const ends = this.#ends.get(key) ?? new Map<HostName, number>();
    this.#ends.set(key, ends);
    return ends;
  }

  #forget(now: number): void {
    for (const [key, ends] of this.#ends) {
      for (const [name, end] of ends) if (end <= now) ends.delete(name);
      if (ends.size === 0) this.#ends.delete(key);
    }
  }
}

const elementKey = ({ zone, ports, address }: Omit<GardenAddress, 'seconds'>) =>
  [zone, ports.join(), address].join(' ');
