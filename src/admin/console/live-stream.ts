import { Readable } from 'node:stream';
import type { Kind } from '../../happenings/happening.js';
import type { Happenings } from '../../happenings/happenings.js';
import type { Followers } from './followers.js';

/** What may show on a page. */
const shown: readonly Kind[] = [
  'client-seen',
  'addresses-changed',
  'session-started',
  'session-extended',
  'session-restored',
  'session-moved',
  'session-ended',
  'list-changed',
];
/** What may end a session. */
const ending: readonly Kind[] = ['operator-signed-out', 'operator-changed'];

/** What comes together is told once. */
const togetherMs = 200;
/** Counters go on without anything happening; they are read so often. */
const usualPauseMs = 5_000;

/** Server-Sent Events without content: `change` when a page should look again, `over` when its session has ended. */
export class LiveStream extends Readable {
  readonly #followers: Followers;
  readonly #isSignedIn: () => Promise<boolean>;
  readonly #unsubscribe: readonly (() => void)[];
  #timer: NodeJS.Timeout;
  #dueAt: number;
  #toldAt = performance.now();
  #isWanted = false;
  #isOver = false;

  /** Throws a PortalError `overloaded` when too many follow. */
  constructor(happenings: Happenings, followers: Followers, isSignedIn: () => Promise<boolean>) {
    super();
    followers.add();
    this.#followers = followers;
    this.#isSignedIn = isSignedIn;
    this.#unsubscribe = [
      ...shown.map((kind) => happenings.on(kind, () => this.#lookSoon())),
      ...ending.map((kind) => happenings.on(kind, () => void this.#check())),
    ];
    this.#dueAt = this.#toldAt + usualPauseMs;
    this.#timer = setTimeout(() => void this.#tell(), usualPauseMs);
    this.push(':\n\n'); // so that the reader has the headers
  }

  override _read(): void {
    this.#isWanted = true;
  }

  override _destroy(error: Error | null, callback: (error?: Error | null) => void): void {
    clearTimeout(this.#timer);
    for (const unsubscribe of this.#unsubscribe) unsubscribe();
    this.#followers.remove();
    callback(error);
  }

  #lookSoon(): void {
    const now = performance.now();
    this.#tellAt(Math.max(now + togetherMs, this.#toldAt + this.#followers.pauseMs), now);
  }

  #tellAt(at: number, now: number): void {
    if (this.#dueAt > now && at >= this.#dueAt) return;
    clearTimeout(this.#timer);
    this.#dueAt = at;
    this.#timer = setTimeout(() => void this.#tell(), at - now);
  }

  async #tell(): Promise<void> {
    if (!(await this.#check())) return;
    if (this.#isWanted) this.#isWanted = this.push('event: change\ndata:\n\n');
    const now = performance.now();
    this.#toldAt = now;
    this.#dueAt = 0;
    this.#tellAt(now + Math.max(usualPauseMs, this.#followers.pauseMs), now);
  }

  /** Ends the stream with the session; false then. */
  async #check(): Promise<boolean> {
    const isSignedIn = await this.#isSignedIn().catch(() => false);
    if (this.destroyed || this.#isOver) return false;
    if (isSignedIn) return true;
    this.#isOver = true;
    this.push('event: over\ndata:\n\n');
    this.push(null);
    return false;
  }
}
