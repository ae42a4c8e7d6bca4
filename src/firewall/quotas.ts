import type { ClientKey } from '../client/client.js';
import type { AccountDigest } from '../store/account.js';
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

/** Which quotas the kernel may have, and how many clients use each up. */
export class Quotas {
  readonly #accounts = new Map<ClientKey, AccountDigest>();
  readonly #users = new Map<AccountDigest, number>();

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
    return (this.#users.get(account) ?? 0) > 0;
  }

  /** Whether the kernel may have a quota of the account that nobody uses up. */
  isLeftOver(account: AccountDigest): boolean {
    return this.#users.get(account) === 0;
  }

  get leftOver(): AccountDigest[] {
    const accounts: AccountDigest[] = [];
    for (const [account, users] of this.#users) if (users === 0) accounts.push(account);
    return accounts;
  }

  get count(): number {
    return this.#users.size;
  }

  /** Notes that the kernel is told so. */
  place(key: ClientKey, account: AccountDigest | undefined): void {
    const before = this.#accounts.get(key);
    if (before === account) return;
    if (before !== undefined) this.#users.set(before, (this.#users.get(before) ?? 1) - 1);
    if (account === undefined) {
      this.#accounts.delete(key);
      return;
    }
    this.#accounts.set(key, account);
    this.#users.set(account, (this.#users.get(account) ?? 0) + 1);
  }

  /** The kernel has it, whoever put it there. */
  found(account: AccountDigest): void {
    if (!this.#users.has(account)) this.#users.set(account, 0);
  }

  forget(account: AccountDigest): void {
    if (this.isLeftOver(account)) this.#users.delete(account);
  }

  clear(): void {
    this.#accounts.clear();
    this.#users.clear();
  }
}
