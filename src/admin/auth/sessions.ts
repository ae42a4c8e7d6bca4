import type { Clock } from '../../system/clock.js';
import { isSame } from '../../system/is-same.js';
import type { RandomBytes } from '../../system/random.js';

const idleMs = 30 * 60_000;
export const longestMs = 12 * 3600_000;
const mostOfOne = 20;

/** One browser that an operator signed in with. Times are epoch milliseconds. */
export interface Session {
  readonly id: string;
  readonly operator: string;
  /** Stands in each form of his pages. */
  readonly csrf: string;
  readonly startedAt: number;
  readonly seenAt: number;
  readonly from: string;
  /** Of a second factor that is not confirmed yet. */
  readonly newTotpSecret?: string;
}

/** In memory only: who reads the store or a backup has no session, and a restart ends them all. */
export class Sessions {
  readonly #clock: Clock;
  readonly #random: RandomBytes;
  readonly #sessions = new Map<string, Session>();

  constructor(clock: Clock, random: RandomBytes) {
    this.#clock = clock;
    this.#random = random;
  }

  /** The oldest of an operator who has too many makes way. */
  begin(operator: string, from: string): Session {
    const now = this.#clock();
    for (const session of this.#sessions.values()) if (this.#isOver(session)) this.end(session.id);
    const [oldest, ...others] = this.of(operator);
    if (oldest && others.length + 1 >= mostOfOne) this.end(oldest.id);
    const [id, csrf] = [this.#random(32), this.#random(32)].map((each) => each.toString('base64url'));
    const session = { id: id ?? '', csrf: csrf ?? '', operator, from, startedAt: now, seenAt: now };
    this.#sessions.set(session.id, session);
    return session;
  }

  /** A session that is not over; undefined for all else. */
  find(id: string): Session | undefined {
    const session = this.#sessions.get(id);
    if (!session || !this.#isOver(session)) return session;
    this.end(id);
    return undefined;
  }

  /** The same, and it is used by that. */
  use(id: string): Session | undefined {
    const session = this.find(id);
    if (!session) return undefined;
    const used = { ...session, seenAt: this.#clock() };
    this.#sessions.set(id, used);
    return used;
  }

  remember(id: string, newTotpSecret: string): void {
    const session = this.#sessions.get(id);
    if (session) this.#sessions.set(id, { ...session, newTotpSecret });
  }

  of(operator: string): readonly Session[] {
    return [...this.#sessions.values()].filter((each) => each.operator === operator && !this.#isOver(each));
  }

  end(id: string): void {
    this.#sessions.delete(id);
  }

  endAll(): void {
    this.#sessions.clear();
  }

  /** How many that were. */
  endAllOf(operator: string): number {
    const all = this.of(operator);
    for (const { id } of all) this.end(id);
    return all.length;
  }

  #isOver({ startedAt, seenAt }: Session): boolean {
    const now = this.#clock();
    return now - startedAt >= longestMs || now - seenAt >= idleMs;
  }
}

/** Whether a form came from a page of this session. */
export function isOfSession({ csrf }: Session, token: string): boolean {
  return isSame(token, csrf);
}
