import { type Client, type ClientKey, keyOf } from '../client/client.js';
import type { Session } from '../happenings/happening.js';
import type { Happenings } from '../happenings/happenings.js';

type Used = Session['used'];

/** Hears of what passes; the bytes are of one zone, and each is told once. */
interface TrafficListener {
  readonly passed: (zone: string, used: Used) => void;
  /** After each reading: how many devices are let through, by zone. */
  readonly read?: (online: ReadonlyMap<string, number>) => void;
}

const nothing: Used = { inputBytes: 0, outputBytes: 0 };

/**
 * What has passed since the last reading of each client. Of a client whose beginning it did not see, as after a restart,
 * the first reading is where it begins.
 */
export class Traffic {
  readonly #listeners: TrafficListener[] = [];
  readonly #last = new Map<ClientKey, Used>();

  constructor(happenings: Happenings) {
    happenings.on('session-started', ({ session }) => this.#begin(session, nothing));
    happenings.on('session-restored', ({ session, before }) => {
      if (!before) this.#begin(session, session.used);
    });
    happenings.on('session-moved', ({ session, from }) => {
      this.#end(from, nothing);
      this.#begin(session, session.used);
    });
    happenings.on('session-ended', ({ session }) => this.#end(session, session.used));
    happenings.on('usage-read', ({ readings }) => this.#read(readings));
  }

  on(listener: TrafficListener): void {
    this.#listeners.push(listener);
  }

  #begin(client: Client, used: Used): void {
    this.#last.set(keyOf(client), used);
  }

  #end(client: Client, used: Used): void {
    const last = this.#last.get(keyOf(client));
    if (!last) return;
    this.#last.delete(keyOf(client));
    this.#pass(client.zone, since(last, used));
  }

  #read(readings: ReadonlyMap<ClientKey, { readonly used: Used }>): void {
    const sums = new Map<string, { inputBytes: number; outputBytes: number }>();
    const online = new Map<string, number>();
    for (const [key, { used }] of readings) {
      const zone = key.slice(0, key.indexOf('/'));
      online.set(zone, (online.get(zone) ?? 0) + 1);
      const last = this.#last.get(key);
      this.#last.set(key, used);
      if (!last) continue;
      const sum = sums.get(zone) ?? { inputBytes: 0, outputBytes: 0 };
      sums.set(zone, sum);
      if (last === used) continue;
      const more = since(last, used);
      sum.inputBytes += more.inputBytes;
      sum.outputBytes += more.outputBytes;
    }
    if (this.#last.size > readings.size)
      for (const key of this.#last.keys()) if (!readings.has(key)) this.#last.delete(key);
    for (const [zone, sum] of sums) this.#pass(zone, sum);
    for (const { read } of this.#listeners) read?.(online);
  }

  #pass(zone: string, used: Used): void {
    for (const { passed } of this.#listeners) passed(zone, used);
  }
}

/** Counters may begin anew. */
const since = (last: Used, used: Used) => ({
  inputBytes: Math.max(0, used.inputBytes - last.inputBytes),
  outputBytes: Math.max(0, used.outputBytes - last.outputBytes),
});
