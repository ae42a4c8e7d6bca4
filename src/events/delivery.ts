import { reasonOf } from '../errors.js';
import type { EventType } from '../happenings/described.js';
import type { Tell } from '../happenings/happenings.js';
import type { Clock } from '../system/clock.js';
import type { Log } from '../system/log.js';
import { type CloudEvent, positionOf } from './cloud-event.js';
import type { Journal } from './journal.js';
import type { Positions } from './positions.js';
import { signatureHeaders } from './signature.js';

/** Sends a body, and gives the status of the answer; rejects where there is none. */
export type Post = (
  url: string,
  headers: Readonly<Record<string, string>>,
  body: string,
  signal: AbortSignal,
) => Promise<number>;

interface Webhook {
  readonly name: string;
  readonly url: string;
  readonly secret: string;
  readonly types: ReadonlySet<EventType>;
}

export interface DeliveryEffects {
  readonly journal: Journal;
  readonly positions: Positions;
  readonly post: Post;
  readonly tell: Tell;
  /** What clocks on walls show: a receiver compares it with his. */
  readonly wallClock: Clock;
  readonly log: Log;
  /** Instead of the usual first pause after a failure; each further one is twice as long. */
  readonly firstPauseMs?: number;
}

const usualFirstPauseMs = 1_000;
const longestPauseMs = 300_000;
/** Nobody wants to hear of it any more. */
const oldestMs = 24 * 3_600_000;

/** Brings one receiver the events that he wants, one after the other, each again until he has taken it. */
export class Delivery {
  readonly #webhook: Webhook;
  readonly #effects: DeliveryEffects;
  readonly #unsubscribe: () => void;
  readonly #ended = new AbortController();
  #isRunning = false;
  #running: Promise<void> | undefined;
  #failures = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(webhook: Webhook, effects: DeliveryEffects) {
    this.#webhook = webhook;
    this.#effects = effects;
    const { journal, positions } = effects;
    positions.begin(webhook.name, journal.lastPosition); // a new receiver hears of what happens from now on
    this.#unsubscribe = journal.onNew(() => this.#wake());
    this.#wake();
  }

  /** Begins again after the last event before a time; gives how many events it looks through. */
  replay(since: number): number {
    const { journal, positions } = this.#effects;
    const position = journal.positionBefore(since);
    positions.set(this.#webhook.name, position);
    this.#failures = 0;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#wake();
    return journal.countAfter(position);
  }

  async stop(): Promise<void> {
    this.#unsubscribe();
    this.#ended.abort();
    clearTimeout(this.#timer);
    await this.#running;
  }

  #wake(): void {
    if (this.#timer || this.#ended.signal.aborted) return; // a pause ends by itself
    if (this.#isRunning) return;
    this.#isRunning = true;
    this.#running = this.#run();
  }

  async #run(): Promise<void> {
    try {
      for (;;) {
        const event = this.#nextEvent();
        if (!event || !(await this.#bring(event))) return;
      }
    } finally {
      this.#isRunning = false; // in the same turn as the last look, or what comes between waits for the next one
    }
  }

  #nextEvent(): CloudEvent | undefined {
    const { journal, positions } = this.#effects;
    const { name, types } = this.#webhook;
    return this.#ended.signal.aborted ? undefined : journal.next(positions.of(name), types);
  }

  /** Whether to go on with the next one. */
  async #bring(event: CloudEvent): Promise<boolean> {
    const { positions, log, tell } = this.#effects;
    const { name } = this.#webhook;
    const position = positions.of(name);
    const reason = await this.#send(event);
    if (this.#ended.signal.aborted) return false;
    tell('webhook-called', { webhook: name, isTaken: reason === undefined });
    if (reason !== undefined && !this.#isTooOld(event)) {
      this.#pause(reason);
      return false;
    }
    if (reason !== undefined) log.error({ webhook: name, event: event.id, reason }, 'an event was given up');
    this.#failures = 0;
    // Unless somebody has asked for a replay meanwhile.
    if (positions.of(name) === position) positions.set(name, positionOf(event));
    return true;
  }

  /** Gives why it was not taken. */
  async #send(event: CloudEvent): Promise<string | undefined> {
    const { post, wallClock } = this.#effects;
    const { url, secret } = this.#webhook;
    const body = JSON.stringify(event);
    const headers = {
      'content-type': 'application/cloudevents+json; charset=utf-8',
      ...signatureHeaders(secret, event.id, Math.floor(wallClock() / 1000), body),
    };
    try {
      const status = await post(url, headers, body, this.#ended.signal);
      return status >= 200 && status < 300 ? undefined : `the answer was ${status}`;
    } catch (error) {
      return reasonOf(error);
    }
  }

  #isTooOld({ time }: CloudEvent): boolean {
    return this.#effects.wallClock() - Date.parse(time) > oldestMs;
  }

  #pause(reason: string): void {
    const { log, firstPauseMs = usualFirstPauseMs } = this.#effects;
    const pauseMs = Math.min(longestPauseMs, firstPauseMs * 2 ** Math.min(this.#failures, 20));
    if (this.#failures === 0)
      log.warn({ webhook: this.#webhook.name, reason }, 'a webhook was not taken: it is tried again');
    this.#failures += 1;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#wake();
    }, pauseMs);
  }
}
