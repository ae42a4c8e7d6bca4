import { RateLimiterMemory } from '../../system/rate-limiter.js';

const windowSeconds = 15 * 60;

/** Wrong passwords that are taken from one address, and for one name, before more are not even looked at. */
const mostOfAddress = 20;
const mostOfName = 10;

/** Slows down who guesses passwords. */
export class Throttle {
  readonly #byAddress = new RateLimiterMemory({ points: mostOfAddress, duration: windowSeconds });
  readonly #byName = new RateLimiterMemory({ points: mostOfName, duration: windowSeconds });

  /** Counts a try; how many seconds to wait where there were too many. */
  async begin(address: string, name: string): Promise<number | undefined> {
    const tries = [this.#byAddress.consume(address), this.#byName.consume(name.slice(0, 64))];
    const refused = (await Promise.allSettled(tries)).flatMap((each) =>
      each.status === 'rejected' ? [each.reason as { readonly msBeforeNext: number }] : [],
    );
    if (refused.length === 0) return undefined;
    return Math.ceil(Math.max(...refused.map(({ msBeforeNext }) => msBeforeNext)) / 1000);
  }

  /** It was no guess. */
  async succeeded(address: string, name: string): Promise<void> {
    await Promise.all([this.#byAddress.reward(address), this.#byName.delete(name.slice(0, 64))]);
  }
}
