import { PortalError } from '../errors.js';

/** In which a task waits: those of the second come when nobody waits in the first. */
export type Line = 'first' | 'second';

/** Lets so many tasks run at once and so many wait in each line; who would have to wait behind those is refused. */
export class Turns {
  readonly #most: number;
  readonly #mostWaiting: number;
  readonly #waiting: Readonly<Record<Line, (() => void)[]>> = { first: [], second: [] };
  #running = 0;

  constructor(most: number, mostWaiting: number) {
    this.#most = most;
    this.#mostWaiting = mostWaiting;
  }

  /** Rejects with `overloaded` where too many wait. */
  async run<T>(task: () => Promise<T>, line: Line): Promise<T> {
    const waiting = this.#waiting[line];
    if (this.#running < this.#most) this.#running += 1;
    else if (waiting.length < this.#mostWaiting) await new Promise<void>((resolve) => waiting.push(resolve));
    else throw new PortalError('overloaded', { detail: `${this.#mostWaiting} tasks wait already` });
    try {
      return await task();
    } finally {
      const next = this.#waiting.first.shift() ?? this.#waiting.second.shift(); // it takes over the place
      if (next) next();
      else this.#running -= 1;
    }
  }
}
