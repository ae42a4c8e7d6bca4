import type { Session } from '../happenings/happening.js';
import type { Clock } from '../system/clock.js';

export interface Throughput {
  readonly inputBitsPerSecond: number;
  readonly outputBitsPerSecond: number;
}

type Used = Session['used'];

/** What a zone had passed in all at one reading; epoch milliseconds. */
interface Sample {
  readonly at: number;
  readonly totals: ReadonlyMap<string, Used>;
}

/** Between two readings of the kernel, some seconds, there may be a burst or nothing: the mean is taken over so long. */
const windowMs = 15_000;
/** Readings that somebody asks for may follow each other at once. */
const closestMs = 1_000;
const nothing: Used = { inputBytes: 0, outputBytes: 0 };

/** How much passes now, by zone. */
export class Throughputs {
  readonly #clock: Clock;
  readonly #totals = new Map<string, Used>();
  #samples: Sample[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  add(zone: string, { inputBytes, outputBytes }: Used): void {
    const sum = this.#totals.get(zone) ?? nothing;
    this.#totals.set(zone, {
      inputBytes: sum.inputBytes + inputBytes,
      outputBytes: sum.outputBytes + outputBytes,
    });
  }

  /** All zones have been read. */
  read(): void {
    const at = this.#clock();
    const before = this.#samples.at(-2);
    if (before && at - before.at < closestMs) this.#samples.pop();
    this.#samples.push({ at, totals: new Map(this.#totals) });
    const isNeeded = (_: Sample, place: number) => (this.#samples[place + 1]?.at ?? at) > at - windowMs;
    this.#samples = this.#samples.filter(isNeeded);
  }

  /** Undefined while there are no two readings of late. */
  of(zone: string): Throughput | undefined {
    const [first, last] = [this.#samples[0], this.#samples.at(-1)];
    if (!first || !last || last.at <= first.at || this.#clock() - last.at > windowMs) return undefined;
    const [from, to] = [first, last].map(({ totals }) => totals.get(zone) ?? nothing);
    const seconds = (last.at - first.at) / 1000;
    const rate = (name: keyof Used) => Math.round((8 * ((to?.[name] ?? 0) - (from?.[name] ?? 0))) / seconds);
    return { inputBitsPerSecond: rate('inputBytes'), outputBitsPerSecond: rate('outputBytes') };
  }
}
