import { PortalError } from '../errors.js';

/** Lets so many tasks run at once and so many wait; who would have to wait behind those is refused. */
export class Turns {
  readonly #most: number;
  readonly #mostWaiting: number;
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  constructor(most: number, mostWaiting: number) {
    this.#most = most;
    this.#mostWaiting = mostWaiting;
  }

  /** Rejects with `overloaded` where too many wait. */
  async run<T>(task: () => Promise<T>): Promise<T> {
    if (this.#running < this.#most) this.#running += 1;
    else if (this.#waiting.length < this.#mostWaiting)
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    else throw new PortalError('overloaded', { detail: `${this.#mostWaiting} tasks wait already` });
    try {
      return await task();
    } finally {
      const next = this.#waiting.shift(); // it takes over the place
      if (next) next();
      else this.#running -= 1;
    }
  }
}
