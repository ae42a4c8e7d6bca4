import { createHash } from 'node:crypto';
import { type Client, type ClientKey, keyOf } from '../client/client.js';
import type { Budget, History, Quota } from '../plan/limits.js';
import { type Authorisation, bytesOf, unused } from './authorisation.js';

/** Whose budget it is: a user's, or where there is none a device's. */
export type AccountKey = `user/${string}` | `device/${ClientKey}`;

export const accountKeyOf = (client: Client, user: string | undefined): AccountKey =>
  user === undefined ? `device/${keyOf(client)}` : `user/${user}`;

/** What limits outlast a login for: everything that the authorisations of a user, or of a device, have used. */
export interface Account extends History {
  readonly key: AccountKey;
  readonly quota?: Quota;
  /** Up to when `seconds` are counted, epoch milliseconds. */
  readonly countedUntil: number;
  /** Who is online on it. */
  readonly online: readonly ClientKey[];
  /** Nobody asks for it afterwards; epoch milliseconds. */
  readonly matterUntil: number;
}

export const newAccount = (key: AccountKey): Account => ({
  key,
  bytes: 0,
  seconds: 0,
  countedUntil: 0,
  online: [],
  matterUntil: 0,
});

/**
 * The account after an authorisation of it was written: adds what was used since it was written before, and each second
 * online once, on however many devices.
 */
export function accountAfter(
  account: Account,
  before: Authorisation | undefined,
  after: Authorisation,
): Account {
  const isSameSession = before && !before.ending && before.startedAt === after.startedAt;
  const counted = bytesOf(isSameSession ? before.used : unused);
  const bytes = account.bytes + Math.max(0, bytesOf(after.used) - counted);
  const { online, quota } = account;
  const isSpent = quota && after.ending?.limit === quota.by;
  const until = after.ending ? Math.min(after.ending.at, after.endsAt) : after.startedAt;
  const key = keyOf(after);
  return {
    ...onlineUntil(account, until),
    // What the kernel refused makes up the rest: spent is spent.
    bytes: isSpent ? Math.max(bytes, quota.endsAtBytes) : bytes,
    online: after.ending ? without(online, key) : online.includes(key) ? online : [...online, key],
  };
}

/** The account as it goes on from a login. */
export function accountWith({ key, bytes, seconds, countedUntil, online }: Account, budget: Budget): Account {
  return { key, bytes, seconds, countedUntil, online, ...budget };
}

/** The account after a device went over to another one. */
export function accountWithout(account: Account, client: Client, at: number): Account {
  return { ...onlineUntil(account, at), online: without(account.online, keyOf(client)) };
}

const without = (online: readonly ClientKey[], key: ClientKey) => online.filter((each) => each !== key);

/** The account with its time online counted up to then. */
export function onlineUntil(account: Account, until: number): Account {
  const isLater = until > account.countedUntil;
  const seconds = isLater && account.online.length > 0 ? (until - account.countedUntil) / 1000 : 0;
  return {
    ...account,
    seconds: account.seconds + seconds,
    countedUntil: isLater ? until : account.countedUntil,
  };
}

declare const brand: unique symbol;

/** Names an account to the firewall: hexadecimal digits, in which nothing of the user's own choice is left. */
export type AccountDigest = string & { readonly [brand]: 'AccountDigest' };

export const accountDigest = (key: AccountKey) =>
  createHash('sha256').update(key).digest('hex').slice(0, 20) as AccountDigest;
