import { type Client, type ClientKey, keyOf } from '../client/client.js';
import type { Authorisation } from '../store/authorisation.js';
import type { Clock } from '../system/clock.js';
import { type RandomBytes, randomText } from '../system/random.js';

/** No vowels, so that no word comes of it, and of what looks or sounds alike one at most. */
const alphabet = 'CDFHJKMNPRTWX34679';
/** 42 bits: a million guesses, each by another device, find one of 100 codes by a chance of 3 in 100 000. */
const codeLength = 10;
const lifetimeMs = 10 * 60_000;

interface MoveCode {
  readonly text: string;
  readonly endsAt: number;
}

/** One session of a client's, which is not the one that the client may have later. */
export type Session = Client & Pick<Authorisation, 'startedAt'>;

/**
 * Codes by which a visitor takes his session along to another device, or to another address of the same one. They are in
 * memory only: who reads the store or the log cannot use them, and a restart forgets them.
 */
export class MoveCodes {
  readonly #clock: Clock;
  readonly #random: RandomBytes;
  readonly #codes = new Map<ClientKey, MoveCode & { readonly session: Session }>();

  constructor(clock: Clock, random: RandomBytes) {
    this.#clock = clock;
    this.#random = random;
  }

  /** The session's code: the one that it has, else a new one. */
  issue({ mac, zone, startedAt }: Session): MoveCode {
    const session = { mac, zone, startedAt };
    const now = this.#clock();
    for (const [key, { endsAt }] of this.#codes) if (endsAt <= now) this.#codes.delete(key);
    const code = this.codeOf(session);
    if (code) return code;
    const fresh = { text: randomText(this.#random, alphabet, codeLength), endsAt: now + lifetimeMs, session };
    this.#codes.set(keyOf(session), fresh);
    return fresh;
  }

  codeOf(session: Session): MoveCode | undefined {
    const code = this.#codes.get(keyOf(session));
    const isGood = code?.session.startedAt === session.startedAt && this.#clock() < code.endsAt;
    return isGood ? code : undefined;
  }

  /** Whose code somebody has entered. It stays valid until `forget`, so that a move that fails can be tried again. */
  ownerOf(entered: string): Session | undefined {
    const now = this.#clock();
    const text = entered.toUpperCase().replace(/[^A-Z0-9]/g, '');
    for (const { session, ...code } of this.#codes.values())
      if (code.text === text && now < code.endsAt) return session;
    return undefined;
  }

  forget(client: Client): void {
    this.#codes.delete(keyOf(client));
  }
}
