import { type Client, type ClientKey, keyOf } from '../client/client.js';
import type { Access, Firewall, SharedQuota } from '../firewall/firewall.js';
import { type Rates, ratesOf } from '../plan/plan.js';
import { type Account, accountDigest } from '../store/account.js';
import { unused } from '../store/authorisation.js';
import type { Store } from '../store/store.js';
import type { Clock } from '../system/clock.js';
import { Serial } from '../system/serial.js';
import { decide, type Standing } from './decide.js';

/**
 * The one way from the store to the firewall. For each client one step at a time, and each reads the store anew: whatever
 * the order in which changes arrive, the last word is the store's.
 */
export class Enforcer {
  readonly #store: Store;
  readonly #firewall: Firewall;
  readonly #clock: Clock;
  readonly #onFailure: () => void;
  readonly #serial = new Serial<ClientKey>();
  readonly #behind = new Map<ClientKey, Client>();
  /** Whom the firewall was told to let through, and nothing else since. */
  readonly #open = new Set<ClientKey>();
  /** When the sessions began that the firewall was told to let through, and of whose end it was not told since. */
  readonly #sessions = new Map<ClientKey, number>();

  /** `onFailure` is called when the firewall could not be told, so that somebody repairs it soon. */
  constructor(store: Store, firewall: Firewall, clock: Clock, onFailure: () => void) {
    this.#store = store;
    this.#firewall = firewall;
    this.#clock = clock;
    this.#onFailure = onFailure;
  }

  /** Whether the firewall could not be told the last time, or is not yet open: the client may not be online. */
  isBehind(client: Client): boolean {
    return this.#behind.has(keyOf(client));
  }

  /** Whom the firewall could not be told of the last time, unless that is being tried again. */
  get failed(): Client[] {
    return [...this.#behind.values()].filter((client) => !this.isBusy(client));
  }

  /** Whether a step for the client is under way. */
  isBusy(client: Client): boolean {
    return this.#serial.isBusy(keyOf(client));
  }

  /** Makes the firewall treat the client as the store wants it. Rejects with `firewall-unavailable`. */
  enforce(client: Client): Promise<void> {
    const key = keyOf(client);
    return this.#serial.run(key, async () => {
      if (!this.#open.has(key)) this.#behind.set(key, client); // nft may be slow, and the visitor asks meanwhile
      const standing = decide(this.#store, client, this.#clock());
      const access = accessOf(standing, accountOf(this.#store, standing));
      try {
        await this.#closeFormerSession(client, standing);
        await this.#firewall.setAccess(client, access);
      } catch (error) {
        this.#open.delete(key);
        this.#behind.set(key, client);
        this.#onFailure();
        throw error;
      }
      if (standing.state === 'authorised') this.#sessions.set(key, standing.authorisation.startedAt);
      else if (access.kind !== 'open') this.#sessions.delete(key);
      if (access.kind === 'open') this.#open.add(key);
      else this.#open.delete(key);
      this.#behind.delete(key);
    });
  }

  /** A session that the firewall was not told the end of leaves its counters behind: they are not the next one's. */
  async #closeFormerSession(client: Client, standing: Standing): Promise<void> {
    const former = this.#sessions.get(keyOf(client));
    if (former === undefined || standing.state !== 'authorised') return;
    if (former !== standing.authorisation.startedAt)
      await this.#firewall.setAccess(client, { kind: 'closed' });
  }
}

/** `account` is that of an authorisation. */
export function accessOf(standing: Standing, account?: Account): Access {
  switch (standing.state) {
    case 'denied':
      return { kind: 'denied', ...endOf(standing.entry) };
    case 'allowed':
      return { kind: 'open', used: unused, ...ratesIn(standing.entry.limits), ...endOf(standing.entry) };
    case 'authorised': {
      const { used, endsAt, limits } = standing.authorisation;
      return { kind: 'open', used, ...ratesIn(limits), ...quotaIn(account), endsAt };
    }
    case 'captive':
      return { kind: 'closed' };
  }
}

function accountOf(store: Store, standing: Standing): Account | undefined {
  const key = standing.state === 'authorised' ? standing.authorisation.account : undefined;
  return key && store.account(key);
}

function quotaIn(account: Account | undefined): { readonly quota?: SharedQuota } {
  if (!account?.quota) return {};
  const { key, bytes, quota } = account;
  return {
    quota: { account: accountDigest(key), endsAtBytes: quota.endsAtBytes, usedBytes: bytes },
  };
}

function ratesIn(limits: Rates = {}): { readonly rates?: Rates } {
  const rates = ratesOf(limits);
  return Object.keys(rates).length > 0 ? { rates } : {};
}

const endOf = ({ endsAt }: { readonly endsAt?: number }) => (endsAt === undefined ? {} : { endsAt });
