import { type Client, type ClientKey, keyOf } from '../client/client.js';
import type { Clock } from '../system/clock.js';
import type { RandomBytes } from '../system/random.js';

/** No vowels, so that no word comes of it, and of what looks or sounds alike one at most. */
const alphabet = 'CDFHJKMNPRTWX34679';
const codeLength = 8;
const lifetimeMs = 10 * 60_000;
/** Wrong codes in a window, of one device and of all: against 100 valid codes the chance of a window is 3 in a million. */
const windowMs = 10 * 60_000;
const mostTriesOfOne = 5;
const mostTriesOfAll = 300;

export interface MoveCode {
  readonly text: string;
  readonly endsAt: number;
}

/** "No" is a value here too. */
export type Claim =
  | { readonly kind: 'client'; readonly client: Client }
  | { readonly kind: 'wrong' }
  | { readonly kind: 'too-many'; readonly retryAfterSeconds: number };

/**
 * Codes by which a visitor takes his session along to another device, or to another address of the same one. They are in
 * memory only: who reads the store or the log cannot use them, and a restart forgets them.
 */
export class MoveCodes {
  readonly #clock: Clock;
  readonly #random: RandomBytes;
  readonly #codes = new Map<ClientKey, MoveCode & { readonly client: Client }>();
  #tries = new Map<ClientKey, number>();
  #triesOfAll = 0;
  #windowEndsAt = 0;

  constructor(clock: Clock, random: RandomBytes) {
    this.#clock = clock;
    this.#random = random;
  }

  /** The client's code: the one that it has, else a new one. */
  issue(client: Client): MoveCode {
    const now = this.#clock();
    for (const [key, { endsAt }] of this.#codes) if (endsAt <= now) this.#codes.delete(key);
    const code = this.codeOf(client);
    if (code) return code;
    const fresh = { text: this.#newText(), endsAt: now + lifetimeMs, client };
    this.#codes.set(keyOf(client), fresh);
    return fresh;
  }

  codeOf(client: Client): MoveCode | undefined {
    const code = this.#codes.get(keyOf(client));
    return code && this.#clock() < code.endsAt ? code : undefined;
  }

  /** Whose code `by` has entered. It stays valid until `forget`, so that a move that fails can be tried again. */
  claim(entered: string, by: Client): Claim {
    const now = this.#clock();
    if (now >= this.#windowEndsAt) this.#beginWindow(now);
    const tries = this.#tries.get(keyOf(by)) ?? 0;
    if (tries >= mostTriesOfOne || this.#triesOfAll >= mostTriesOfAll)
      return { kind: 'too-many', retryAfterSeconds: Math.ceil((this.#windowEndsAt - now) / 1000) };
    const text = entered.toUpperCase().replace(/[^A-Z0-9]/g, '');
    for (const { client, ...code } of this.#codes.values())
      if (code.text === text && now < code.endsAt) return { kind: 'client', client };
    this.#tries.set(keyOf(by), tries + 1);
    this.#triesOfAll += 1;
    return { kind: 'wrong' };
  }

  forget(client: Client): void {
    this.#codes.delete(keyOf(client));
  }

  #beginWindow(now: number): void {
    this.#tries = new Map();
    this.#triesOfAll = 0;
    this.#windowEndsAt = now + windowMs;
  }

  #newText(): string {
    let text = '';
    while (text.length < codeLength) {
      const [byte = 0] = this.#random(1);
      const isFair = byte < 256 - (256 % alphabet.length); // else some characters would come more often
      if (isFair) text += alphabet[byte % alphabet.length];
    }
    return text;
  }
}
