import { type Client, type ClientKey, keyOf } from '../client/client.js';
import type { Access, AccessChange, Firewall, SharedQuota } from '../firewall/firewall.js';
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
  /** Whom the firewall was told to let through, and of whose end it was not told since. */
  readonly #told = new Map<ClientKey, Told>();
  #pause: Pause | undefined;

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

  /** Resolves when what is under way is done; what comes meanwhile and later waits for `goOn`. */
  async pause(): Promise<void> {
    let goOn: Pause['goOn'] = () => undefined;
    const over = new Promise<Enforcer>((resolve) => {
      goOn = resolve;
    });
    this.#pause = { over, goOn };
    await this.#serial.idle();
  }

  /** Ends a pause; what waited, and whatever else this one is asked for, is done by itself or by its successor. */
  goOn(successor: Enforcer = this): void {
    const pause = this.#pause;
    if (successor === this) this.#pause = undefined;
    pause?.goOn(successor);
  }

  /** Makes the firewall treat the client as the store wants it. Rejects with `firewall-unavailable`. */
  enforce(client: Client): Promise<void> {
    if (this.#pause) return this.#afterPause(this.#pause, [client], (enforcer) => enforcer.enforce(client));
    const key = keyOf(client);
    return this.#serial.run(key, async () => {
      const step = this.#begin(key, client);
      try {
        await this.#closeFormerSession(step);
        await this.#firewall.setAccess(client, step.access);
      } catch (error) {
        this.#failed(step);
        throw error;
      }
      this.#done(step);
    });
  }

  /** The same for many different clients, for whom it is one step; gives why each failed that did. */
  enforceAll(clients: readonly Client[]): Promise<readonly unknown[]> {
    if (this.#pause)
      return this.#afterPause(this.#pause, clients, (enforcer) => enforcer.enforceAll(clients));
    const keys = clients.map(keyOf);
    return this.#serial.runForAll(keys, async () => {
      const steps = clients.map((client, at) => this.#begin(keys[at] ?? keyOf(client), client));
      const failures = new Map<AccessChange, unknown>();
      for (const step of steps)
        if (this.#hasFormerSession(step))
          await this.#closeFormerSession(step).catch((error: unknown) => failures.set(step, error));
      const others = failures.size === 0 ? steps : steps.filter((step) => !failures.has(step));
      for (const [step, error] of await this.#firewall.setAccessOfAll(others)) failures.set(step, error);
      for (const step of steps)
        if (failures.has(step)) this.#failed(step);
        else this.#done(step);
      return [...failures.values()];
    });
  }

  /** What the store wants now. */
  #begin(key: ClientKey, client: Client): Step {
    const told = this.#waits(key, client);
    const standing = decide(this.#store, client, this.#clock());
    return { key, client, standing, access: accessOf(standing, accountOf(this.#store, standing)), told };
  }

  /** The firewall may be slow, and the visitor asks meanwhile. */
  #waits(key: ClientKey, client: Client): Told | undefined {
    const told = this.#told.get(key);
    if (!told?.isOpen) this.#behind.set(key, client);
    return told;
  }

  async #afterPause<T>(
    { over }: Pause,
    clients: readonly Client[],
    enforce: (enforcer: Enforcer) => Promise<T>,
  ): Promise<T> {
    for (const client of clients) this.#waits(keyOf(client), client);
    return enforce(await over);
  }

  #failed({ key, client, told }: Step): void {
    if (told) told.isOpen = false;
    this.#behind.set(key, client);
    this.#onFailure();
  }

  #done({ key, standing, access, told }: Step): void {
    const startedAt = standing.state === 'authorised' ? standing.authorisation.startedAt : told?.startedAt;
    if (access.kind !== 'open') this.#told.delete(key);
    else if (!told) this.#told.set(key, { isOpen: true, startedAt });
    else {
      told.isOpen = true;
      told.startedAt = startedAt;
    }
    this.#behind.delete(key);
  }

  #hasFormerSession({ standing, told }: Step): boolean {
    if (told?.startedAt === undefined || standing.state !== 'authorised') return false;
    return told.startedAt !== standing.authorisation.startedAt;
  }

  /** A session that the firewall was not told the end of leaves its counters behind: they are not the next one's. */
  async #closeFormerSession(step: Step): Promise<void> {
    if (this.#hasFormerSession(step)) await this.#firewall.setAccess(step.client, { kind: 'closed' });
  }
}

interface Pause {
  /** With who enforces from then on. */
  readonly over: Promise<Enforcer>;
  readonly goOn: (enforcer: Enforcer) => void;
}

interface Told {
  /** Whether that was the last thing it was told, and it has taken it. */
  isOpen: boolean;
  /** When the session began. */
  startedAt: number | undefined;
}

/** What the firewall is told of a client. */
interface Step extends AccessChange {
  readonly standing: Standing;
  /** What it was told before. */
  readonly told: Told | undefined;
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
