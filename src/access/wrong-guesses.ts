import { Latest } from '../system/latest.js';
import { RateLimiterMemory } from '../system/rate-limiter.js';

/** How many wrong guesses cost nothing, and how the wait grows with each one after them. */
export interface Patience {
  readonly free: number;
  readonly firstSeconds: number;
  readonly longestSeconds: number;
}

/** A guess that may be made; it counts as wrong until it is taken back. */
export interface Begun {
  readonly kind: 'begun';
  takeBack(): Promise<void>;
}

export interface TooMany {
  readonly kind: 'too-many';
  readonly retryAfterSeconds: number;
}

const daySeconds = 86_400;
const mostKeys = 10_000;

/** The wrong guesses of each device, or at each account, within a day; the oldest of very many are forgotten. */
export class WrongGuesses {
  readonly #counts = new RateLimiterMemory({ keyPrefix: '', points: 1, duration: daySeconds });
  readonly #locks = new RateLimiterMemory({ keyPrefix: '', points: 1, duration: daySeconds });
  readonly #keys = new Latest(mostKeys);

  /** The guess counts from its beginning, so that many at once are not more than many in turn. */
  async begin(key: string, { free, firstSeconds, longestSeconds }: Patience): Promise<Begun | TooMany> {
    const lock = await this.#locks.get(key);
    if (lock && lock.msBeforeNext > 0)
      return { kind: 'too-many', retryAfterSeconds: Math.ceil(lock.msBeforeNext / 1000) };
    const { consumedPoints } = await this.#counts.penalty(key);
    await this.#forget(this.#keys.add(key));
    const isLast = consumedPoints >= free;
    if (isLast)
      await this.#locks.block(key, Math.min(firstSeconds * 2 ** (consumedPoints - free), longestSeconds));
    return {
      kind: 'begun',
      takeBack: async () => {
        await this.#counts.reward(key);
        if (isLast) await this.#locks.delete(key); // nobody else's: while it stood no other could begin
      },
    };
  }

  async #forget(key: string | undefined): Promise<void> {
    if (key === undefined) return;
    await this.#counts.delete(key);
    await this.#locks.delete(key);
  }
}
