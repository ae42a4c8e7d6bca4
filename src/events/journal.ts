import { promises } from 'node:fs';
import { appendFile } from 'node:fs/promises';
import { reasonOf } from '../errors.js';
import type { Description, EventType } from '../happenings/described.js';
import { writeDurably } from '../store/durable-file.js';
import { Batches } from '../system/batches.js';
import type { Clock } from '../system/clock.js';
import type { Log } from '../system/log.js';
import { readIfThere } from '../system/read-if-there.js';
import { sparingly } from '../system/sparingly.js';
import { type CloudEvent, parseEventLine, positionOf, typeOf } from './cloud-event.js';

/** As many events are kept, whoever has heard of them or not. */
export const mostEvents = 10_000;
/** Of these types so many at most, once there are too many of all. */
const ofGuests: ReadonlySet<EventType> = new Set(['client.seen', 'login.failed']);
const mostOfGuests = 1_000;
/** The file is written anew when it has so many lines. */
const mostLines = 2 * mostEvents;

interface Effects {
  /** The URL that events name as their source. */
  readonly source: string;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * The latest events, in memory and in a file, so that readers who were away can go on where they stopped, over restarts
 * too. Nothing waits for the disk.
 */
export class Journal {
  readonly #path: string;
  readonly #effects: Effects;
  readonly #failed: (fields: Readonly<Record<string, unknown>>) => void;
  readonly #readers = new Set<() => void>();
  #events: CloudEvent[];
  readonly #unwritten = new Batches<CloudEvent>((events) => this.#write(events));
  #lines: number;

  /** Rejects with an OperatorError when the file cannot be read. */
  static async open(path: string, effects: Effects): Promise<Journal> {
    const text = (await readIfThere(path, `the events ${path}`)) ?? '';
    const events = text.split('\n').flatMap((line) => parseEventLine(line) ?? []);
    return new Journal(path, withoutOldest(events), effects);
  }

  private constructor(path: string, events: CloudEvent[], effects: Effects) {
    this.#path = path;
    this.#events = events;
    this.#effects = effects;
    this.#lines = mostLines; // a torn line must not take the next one along: begin with a whole file
    this.#failed = sparingly((fields) => effects.log.error(fields, 'the events cannot be written'));
  }

  append(type: EventType, data: Description): void {
    const { source, clock } = this.#effects;
    const now = clock();
    const { mac, zone } = data;
    const event: CloudEvent = {
      specversion: '1.0',
      id: String(Math.max(this.lastPosition + 1, now)),
      source,
      type: `gate511.${type}`,
      ...(mac === undefined ? {} : { subject: `${zone ?? '*'}/${mac}` }),
      time: new Date(now).toISOString(),
      datacontenttype: 'application/json',
      data,
    };
    this.#events.push(event);
    if (this.#events.length > 1.1 * mostEvents) this.#events = withoutOldest(this.#events);
    this.#unwritten.add(event);
    for (const reader of this.#readers) reader();
  }

  /** That of the latest event; 0 where there is none. */
  get lastPosition(): number {
    const last = this.#events.at(-1);
    return last ? positionOf(last) : 0;
  }

  /** The first event after a position that is of one of the types. */
  next(position: number, types?: ReadonlySet<EventType>): CloudEvent | undefined {
    for (let at = this.#firstAfter(position); at < this.#events.length; at += 1) {
      const event = this.#events[at];
      if (event && (!types || types.has(typeOf(event)))) return event;
    }
    return undefined;
  }

  /** How many come after a position. */
  countAfter(position: number): number {
    return this.#events.length - this.#firstAfter(position);
  }

  /** The position of the last event before a time, epoch milliseconds. */
  positionBefore(time: number): number {
    const event = this.#events.findLast((each) => Date.parse(each.time) < time);
    return event ? positionOf(event) : 0;
  }

  /** Calls when there is something new; gives what ends that. */
  onNew(reader: () => void): () => void {
    this.#readers.add(reader);
    return () => this.#readers.delete(reader);
  }

  /** Resolves when everything is written, as far as it can be. */
  async close(): Promise<void> {
    await this.#unwritten.idle();
  }

  #firstAfter(position: number): number {
    let [low, high] = [0, this.#events.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const event = this.#events[middle];
      if (event && positionOf(event) <= position) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  async #write(some: readonly CloudEvent[]): Promise<void> {
    try {
      if (this.#lines + some.length > mostLines) {
        const all = withoutOldest(this.#events);
        await writeDurably(promises, this.#path, [Buffer.from(linesOf(all))]);
        this.#lines = all.length;
      } else {
        await appendFile(this.#path, linesOf(some), { mode: 0o600 });
        this.#lines += some.length;
      }
    } catch (error) {
      this.#lines = mostLines; // what is in the file now nobody knows
      this.#failed({ reason: reasonOf(error) });
    }
  }
}

/** Of what a hostile guest can bring about as often as he likes only the newest stay, so that he drives out nothing else. */
function withoutOldest(events: readonly CloudEvent[]): CloudEvent[] {
  let others = mostOfGuests;
  const kept = events
    .toReversed()
    .filter((event) => !ofGuests.has(typeOf(event)) || others-- > 0)
    .reverse();
  return kept.slice(-mostEvents);
}

const linesOf = (events: readonly CloudEvent[]) =>
  events.map((event) => `${JSON.stringify(event)}\n`).join('');
