import type { Clock } from '../system/clock.js';

/** How many wrong guesses cost nothing, and how the wait grows with each one after them. */
export interface Patience {
  readonly free: number;
  readonly firstSeconds: number;
  readonly longestSeconds: number;
}

/** A guess that may be made; it counts as wrong until it is taken back. */
export interface Begun {
  readonly kind: 'begun';
  takeBack(): void;
}

export interface TooMany {
  readonly kind: 'too-many';
  readonly retryAfterSeconds: number;
}

/** Moments are of the clock. */
interface Count {
  /** What is held against it of what was forgotten. */
  readonly inherited: number;
  own: number;
  readonly endsAt: number;
  lockedUntil: number;
}

const dayMs = 86_400_000;
const usualMost = 10_000;

/**
 * The wrong guesses of each device, or at each account, within a day. When there are very many, the key with the fewest
 * makes way, and a new one begins with as many as were forgotten of any ("Space-Saving", Metwally et al. 2005). So none
 * ever counts for less than it is, and to have one forgotten takes as many wrong guesses at each of the others.
 */
export class WrongGuesses {
  readonly #clock: Clock;
  readonly #most: number;
  /** The one with the oldest guess first. */
  readonly #counts = new Map<string, Count>();
  #forgotten = { guesses: 0, endsAt: 0 };

  constructor(clock: Clock, most = usualMost) {
    this.#clock = clock;
    this.#most = most;
  }

  /** The guess counts from its beginning, so that many at once are not more than many in turn. */
  begin(key: string, { free, firstSeconds, longestSeconds }: Patience): Begun | TooMany {
    const now = this.#clock();
    const before = this.#counts.get(key);
    if (before && before.lockedUntil > now)
      return { kind: 'too-many', retryAfterSeconds: Math.ceil((before.lockedUntil - now) / 1000) };
    this.#counts.delete(key);
    const count = before && before.endsAt > now ? before : this.#newCount(now, free);
    this.#counts.set(key, count);

    count.own += 1;
    const beyond = guessesOf(count) - free;
    const lockedUntil = beyond < 0 ? 0 : now + Math.min(firstSeconds * 2 ** beyond, longestSeconds) * 1000;
    count.lockedUntil = lockedUntil;
    return {
      kind: 'begun',
      takeBack: () => {
        count.own -= 1;
        if (count.lockedUntil === lockedUntil) count.lockedUntil = 0; // else a later guess has locked it
        if (count.own === 0 && this.#counts.get(key) === count) this.#counts.delete(key);
      },
    };
  }

  /** What is inherited locks nothing before there is a wrong guess. */
  #newCount(now: number, free: number): Count {
    if (this.#counts.size >= this.#most) this.#forgetOne(now);
    const { guesses, endsAt } = this.#forgotten;
    const inherited = endsAt > now ? Math.min(guesses, free - 1) : 0;
    return { inherited, own: 0, endsAt: now + dayMs, lockedUntil: 0 };
  }

  /** Of those with the fewest guesses the one that was guessed at longest ago. */
  #forgetOne(now: number): void {
    let least: [string, Count] | undefined;
    for (const each of this.#counts) {
      const [key, count] = each;
      if (count.endsAt <= now && count.lockedUntil <= now) {
        this.#counts.delete(key);
        return;
      }
      if (!least || guessesOf(count) < guessesOf(least[1])) least = each;
    }
    if (!least) return;
    const [key, count] = least;
    this.#counts.delete(key);
    const { guesses, endsAt } = this.#forgotten;
    this.#forgotten = {
      guesses: Math.max(endsAt > now ? guesses : 0, guessesOf(count)),
      endsAt: Math.max(endsAt, count.endsAt),
    };
  }
}

const guessesOf = ({ inherited, own }: Count) => inherited + own;
