import { type Client, type ClientKey, keyOf } from '../../client/client.js';
import type { Clock } from '../../system/clock.js';
import type { RandomBytes } from '../../system/random.js';
import type { ProviderId } from './settings.js';

/** How long a login may be half finished, and the way to its provider open. */
export const pendingSeconds = 10 * 60;
/** Of all devices; they are kept in memory. */
const mostPending = 2_000;
/** Beginnings of one device that came to nothing, each of which opened the way to a provider. */
const mostBeginnings = 6;
const windowMs = 2 * 3600_000;

/** A login that a device has begun and not yet come back from. */
export interface PendingLogin {
  readonly client: Client;
  readonly provider: ProviderId;
  /** The page that the visitor wanted. */
  readonly wanted: string | undefined;
  /** Names this login to the provider and back. */
  readonly state: string;
  /** Ties the provider's statement to this login. */
  readonly nonce: string;
  /** Proves that who redeems the provider's code has begun the login (RFC 7636). */
  readonly verifier: string;
  readonly endsAt: number;
}

type Beginning =
  | { readonly kind: 'pending'; readonly login: PendingLogin }
  /** There are too many of all devices. */
  | { readonly kind: 'full'; readonly retryAfterSeconds: number }
  /** This device has begun too often. */
  | { readonly kind: 'too-many'; readonly retryAfterSeconds: number };

/**
 * Half-finished logins, each of one device: a cookie could not hold that, since the sign-in sheets of phones keep none. They
 * are in memory only, so few and for so short that nobody can fill it.
 */
export class PendingLogins {
  readonly #clock: Clock;
  readonly #random: RandomBytes;
  /** By state, in the order in which they end. */
  readonly #logins = new Map<string, PendingLogin>();
  readonly #beginnings = new Map<ClientKey, readonly number[]>();

  constructor(clock: Clock, random: RandomBytes) {
    this.#clock = clock;
    this.#random = random;
  }

  begin(client: Client, provider: ProviderId, wanted: string | undefined): Beginning {
    const now = this.#clock();
    this.#forgetOld(now);
    const key = keyOf(client);
    const before = this.#beginnings.get(key) ?? [];
    const [first = now] = before;
    if (before.length >= mostBeginnings)
      return { kind: 'too-many', retryAfterSeconds: Math.ceil((first + windowMs - now) / 1000) };
    const [oldest] = this.#logins.values();
    if (oldest && this.#logins.size >= mostPending)
      return { kind: 'full', retryAfterSeconds: Math.ceil((oldest.endsAt - now) / 1000) };
    this.#beginnings.set(key, [...before, now]);
    const [state, nonce, verifier] = [this.#secret(), this.#secret(), this.#secret()];
    const login = { client, provider, wanted, state, nonce, verifier, endsAt: now + pendingSeconds * 1000 };
    this.#logins.set(state, login);
    return { kind: 'pending', login };
  }

  /** The login of that state, once and for the device that began it; nobody else's question changes anything. */
  take(state: string, client: Client): PendingLogin | undefined {
    const login = this.#logins.get(state);
    if (!login || keyOf(login.client) !== keyOf(client)) return undefined;
    this.#logins.delete(state);
    return this.#clock() < login.endsAt ? login : undefined;
  }

  /** It never began, for no fault of the device. */
  withdraw({ state, client }: PendingLogin): void {
    if (!this.#logins.delete(state)) return;
    this.#beginnings.set(keyOf(client), (this.#beginnings.get(keyOf(client)) ?? []).slice(0, -1));
  }

  /** The device is in: what it began before counts no more. */
  succeeded(client: Client): void {
    this.#beginnings.delete(keyOf(client));
  }

  #forgetOld(now: number): void {
    for (const { state, endsAt } of this.#logins.values()) {
      if (now < endsAt) break;
      this.#logins.delete(state);
    }
    for (const [key, times] of this.#beginnings) {
      const recent = times.filter((at) => now < at + windowMs);
      if (recent.length === 0) this.#beginnings.delete(key);
      else if (recent.length < times.length) this.#beginnings.set(key, recent);
    }
  }

  #secret(): string {
    return this.#random(32).toString('base64url');
  }
}
