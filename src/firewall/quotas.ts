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

/** nftables' own name for an account's quota. */
const quotaName = (account: AccountDigest) => `data_${account}`;

export function accountIn(name: string): AccountDigest | undefined {
  const [, digest] = /^data_([0-9a-f]{20})$/.exec(name) ?? [];
  return digest as AccountDigest | undefined;
}

/**
 * Adding a quota that is there raises or lowers its limit, and leaves what is used of it. Where nobody uses it up any
 * more, what is used is of an earlier time: it is made anew (`isLeftOver`).
 */
export function quotaCommands(quota: SharedQuota, isLeftOver: boolean): QuotaCommand[] {
  const { account, endsAtBytes, usedBytes } = quota;
  const add: QuotaCommand = {
    verb: 'add',
    quota: quotaName(account),
    limit: { bytes: endsAtBytes, usedBytes },
  };
  return isLeftOver ? [add, quotaRemoval(account), add] : [add];
}

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
