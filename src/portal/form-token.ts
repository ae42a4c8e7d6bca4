import { createHmac } from 'node:crypto';
import { type Client, keyOf } from '../client/client.js';
import type { Clock } from '../system/clock.js';
import { isSame } from '../system/is-same.js';

/** How long a page may lie open before its form is too old: one to two of these. */
const periodMs = 12 * 3600 * 1000;

/**
 * Protection against forged forms that needs no cookie, since the sign-in sheets of phones keep none. A token is bound to
 * the device that the page was made for, so the one that an attacker can get is for his own device only; the page of
 * another site cannot read ours.
 */
export class FormTokens {
  readonly #secret: Buffer;
  readonly #clock: Clock;

  constructor(secret: Buffer, clock: Clock) {
    this.#secret = secret;
    this.#clock = clock;
  }

  issue(client: Client): string {
    return this.#tokenOf(client, this.#period());
  }

  accepts(client: Client, token: string): boolean {
    const period = this.#period();
    return [period, period - 1].some((each) => isSame(token, this.#tokenOf(client, each)));
  }

  #period(): number {
    return Math.floor(this.#clock() / periodMs);
  }

  #tokenOf(client: Client, period: number): string {
    return createHmac('sha256', this.#secret)
      .update(`form/${period}/${keyOf(client)}`)
      .digest('base64url');
  }
}
