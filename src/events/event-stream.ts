import { Readable } from 'node:stream';
import type { EventType } from '../happenings/described.js';
import { type CloudEvent, positionOf, typeOf } from './cloud-event.js';
import type { Journal } from './journal.js';

/** Keeps a connection on which nothing happens from being closed. */
const heartbeatMs = 15_000;

/**
 * Events as Server-Sent Events, from a position on (HTML Living Standard §9.2). A reader who is slow is handed the next one
 * when he has taken the last; nothing piles up for him.
 */
export class EventStream extends Readable {
  readonly #journal: Journal;
  readonly #types: ReadonlySet<EventType> | undefined;
  readonly #unsubscribe: () => void;
  readonly #heartbeat: NodeJS.Timeout;
  #position: number;
  #isWanted = false;

  constructor(journal: Journal, position: number, types?: ReadonlySet<EventType>) {
    super();
    this.#journal = journal;
    this.#position = position;
    this.#types = types;
    this.#unsubscribe = journal.onNew(() => this.#send());
    this.#heartbeat = setInterval(() => this.#sendText(':\n\n'), heartbeatMs);
    this.push(':\n\n'); // so that the reader has the headers
  }

  override _read(): void {
    this.#isWanted = true;
    this.#send();
  }

  override _destroy(error: Error | null, callback: (error?: Error | null) => void): void {
    this.#unsubscribe();
    clearInterval(this.#heartbeat);
    callback(error);
  }

  #send(): void {
    while (this.#isWanted) {
      const event = this.#journal.next(this.#position, this.#types);
      if (!event) return;
      this.#position = positionOf(event);
      this.#sendText(textOf(event));
    }
  }

  #sendText(text: string): void {
    if (this.#isWanted) this.#isWanted = this.push(text);
  }
}

const textOf = (event: CloudEvent) =>
  `id: ${event.id}\nevent: ${typeOf(event)}\ndata: ${JSON.stringify(event)}\n\n`;
