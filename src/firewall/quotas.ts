import type { ClientKey } from '../client/client.js';
import type { AccountDigest } from '../store/account.js';
import type { Clock } from '../system/clock.js';
import type { SharedQuota } from './firewall.js';
import { quotaMap } from './ruleset.js';

/** One step: an object of our table comes or goes. */
export interface QuotaCommand {
  readonly verb: 'add' | 'delete';
  readonly quota: string;
  /** Of one that comes. */
  readonly limit?: { readonly bytes: number; readonly usedBytes: number };
}

/** How a quota is made anew, where what the kernel counts as used of it is not what has passed. */
export interface QuotaRenewal {
  readonly usedBytes: number;
  /** Ids of other clients that may use it up, and go on. */
  readonly fellows: readonly number[];
}

/** nftables' own name for an account's quota. */
export const quotaName = (account: AccountDigest) => `data_${account}`;

export function accountIn(name: string): AccountDigest | undefined {
  const [, digest] = /^data_([0-9a-f]{20})$/.exec(name) ?? [];
  return digest as AccountDigest | undefined;
}

/**
 * Where the kernel has it, this raises or lowers its limit, and leaves what is used of it. One that begins with more used
 * than its limit the kernel refuses, though it lets it come to that.
 */
export const quotaAddition = ({ account, endsAtBytes, usedBytes }: SharedQuota): QuotaCommand => ({
  verb: 'add',
  quota: quotaName(account),
  limit: { bytes: endsAtBytes, usedBytes: Math.min(usedBytes, endsAtBytes) },
});

/** Refused by the kernel while anybody uses it up. */
export const quotaRemoval = (account: AccountDigest): QuotaCommand => ({
  verb: 'delete',
  quota: quotaName(account),
});

/** The element that lets a client's connections use up an account's quota. */
export const quotaElement = (id: number, account: AccountDigest) => ({
  set: quotaMap,
  key: id,
  value: quotaName(account),
});

/** So long one that nobody uses up any more stays: whoever shut its last client out asks what has passed of it. */
const leftOverMs = 5_000;

/** Which quotas the kernel may have, and how many clients use each up. */
export class Quotas {
  readonly #clock: Clock;
  readonly #accounts = new Map<ClientKey, AccountDigest>();
  readonly #users = new Map<AccountDigest, number>();
  /** Since when nobody uses it up, for those of which that is so; epoch milliseconds. */
  readonly #leftOverSince = new Map<AccountDigest, number>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Whose quota the kernel may let the client use up. */
  of(key: ClientKey): AccountDigest | undefined {
    return this.#accounts.get(key);
  }

  /** Whom the kernel may let use up the quota of the account. */
  usersOf(account: AccountDigest): ClientKey[] {
    const users: ClientKey[] = [];
    for (const [key, each] of this.#accounts) if (each === account) users.push(key);
    return users;
  }

  /** Whether the kernel may let anybody use up the quota of the account. */
  isInUse(account: AccountDigest): boolean {
    return this.#users.has(account);
  }

  /** Whether the kernel may have a quota of the account that nobody uses up. */
  isLeftOver(account: AccountDigest): boolean {
    return this.#leftOverSince.has(account);
  }

  /** Those that may be taken away. */
  get removable(): AccountDigest[] {
    const before = this.#clock() - leftOverMs;
    const accounts: AccountDigest[] = [];
    for (const [account, since] of this.#leftOverSince) if (since <= before) accounts.push(account);
    return accounts;
  }

  /** Whether anybody's data is limited. */
  get areAny(): boolean {
    return this.#users.size > 0;
  }

  /** Notes that the kernel is told so. */
  place(key: ClientKey, account: AccountDigest | undefined): void {
    const before = this.#accounts.get(key);
    if (before === account) return;
    if (before !== undefined) this.#leave(before);
    if (account === undefined) {
      this.#accounts.delete(key);
      return;
    }
    this.#accounts.set(key, account);
    this.#users.set(account, (this.#users.get(account) ?? 0) + 1);
    this.#leftOverSince.delete(account);
  }

  #leave(account: AccountDigest): void {
    const users = (this.#users.get(account) ?? 1) - 1;
    if (users > 0) {
      this.#users.set(account, users);
      return;
    }
    this.#users.delete(account);
    this.#leftOverSince.set(account, this.#clock());
  }

  /** The kernel has it, whoever put it there; what nobody uses up of it was told with it. */
  found(account: AccountDigest): void {
    if (!this.isInUse(account)) this.#leftOverSince.set(account, Number.NEGATIVE_INFINITY);
  }

  /** It is taken away. */
  forget(account: AccountDigest): void {
    this.#leftOverSince.delete(account);
  }

  clear(): void {
    this.#accounts.clear();
    this.#users.clear();
    this.#leftOverSince.clear();
  }
}
