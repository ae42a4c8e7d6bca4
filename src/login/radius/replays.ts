import type { Clock } from '../../system/clock.js';
import type { Packet } from './packet.js';

const eventTimestamp = 55;
/** How far an Event-Timestamp may be from our clock (RFC 5176 §6.3). */
const windowMs = 300_000;
const most = 10_000;

/** Sees that a request is carried out once, however often it arrives and whoever sends it again. */
export class Replays {
  readonly #clock: Clock;
  readonly #answers = new Map<string, { readonly at: number; readonly answer: Promise<Buffer> }>();

  /** The clock is the wall's, since the other side goes by that. */
  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** A request that does not say when it was made is taken for current. */
  isCurrent({ attributes }: Packet): boolean {
    const times = attributes.filter(({ type }) => type === eventTimestamp);
    return times.every(
      ({ value }) => value.length === 4 && Math.abs(value.readUInt32BE(0) * 1000 - this.#clock()) <= windowMs,
    );
  }

  /** The answer, which is the same when it is asked for again (RFC 5080 §2.2.2). */
  once(request: Packet, from: string, answer: () => Promise<Buffer>): Promise<Buffer> {
    this.#forget();
    // The authenticator is a digest over all of the request.
    const key = `${from} ${request.authenticator.toString('hex')}`;
    const known = this.#answers.get(key);
    if (known) return known.answer;
    const fresh = answer();
    this.#answers.set(key, { at: this.#clock(), answer: fresh });
    return fresh;
  }

  /** One from the clock's future is current for two windows. */
  #forget(): void {
    const now = this.#clock();
    for (const [key, { at }] of this.#answers) {
      if (now - at <= 2 * windowMs && this.#answers.size < most) return;
      this.#answers.delete(key);
    }
  }
}
