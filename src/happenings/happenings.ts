import { reasonOf } from '../errors.js';
import type { Log } from '../system/log.js';
import type { Facts, Kind } from './happening.js';

/** Tells that something has happened, to whoever listens. Never throws, and waits for nobody. */
export type Tell = <K extends Kind>(kind: K, fact: Facts[K]) => void;

type Listener<K extends Kind> = (fact: Facts[K]) => void;

/** Where everything that happens is told once: the log, the metrics, the audit trail and the events listen. */
export class Happenings {
  readonly #log: Log;
  readonly #listeners = new Map<Kind, Listener<never>[]>();

  constructor(log: Log) {
    this.#log = log;
  }

  readonly tell: Tell = (kind, fact) => {
    const listeners = this.#listeners.get(kind);
    if (!listeners) return;
    for (const listener of listeners)
      try {
        (listener as Listener<typeof kind>)(fact);
      } catch (error) {
        this.#log.error({ kind, reason: reasonOf(error) }, 'something that happened could not be recorded');
      }
  };

  /** Gives what ends it. */
  on<K extends Kind>(kind: K, listener: Listener<K>): () => void {
    const of = (others: Listener<never>[] = []) => others.filter((each) => each !== listener);
    this.#listeners.set(kind, [...of(this.#listeners.get(kind)), listener]);
    return () => this.#listeners.set(kind, of(this.#listeners.get(kind)));
  }
}

/** For those to whom nobody listens. */
export const untold: Tell = () => undefined;
