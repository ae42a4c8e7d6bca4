import { createHash } from 'node:crypto';
import { type Client, type ClientKey, keyOf } from '../client/client.js';
import type { Budget, History, PlanLimit, Quota } from '../plan/limits.js';

/** Whose budget it is: a user's, or where there is none a device's. */
export type AccountKey = `user/${string}` | `device/${ClientKey}`;

/** Who came in by a login; methods name their users each for itself, and the same name need not be the same person. */
interface Named {
  readonly method: string;
  readonly user?: string;
}

export const accountKeyOf = (client: Client, login?: Named): AccountKey =>
  login?.user === undefined ? `device/${keyOf(client)}` : `user/${login.method}/${login.user}`;

/** What limits outlast a login for: everything that the authorisations of a user, or of a device, have used. */
export interface Account extends History {
  readonly key: AccountKey;
  readonly quota?: Quota;
  /** Up to when `seconds` are counted, epoch milliseconds. */
  readonly countedUntil: number;
  /** Who is online on it. */
  readonly online: readonly ClientKey[];
  /** Nobody asks for it afterwards; epoch milliseconds of the wall's clock, as periods are. */
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

/** What a login changes of the account that it is on. */
export interface Login extends Budget {
  /** Epoch milliseconds. */
  readonly at: number;
}

/** Of what devices send when the data is spent nothing passes, though their counters count it. */
export function usedMore(account: Account, bytes: number): Account {
  const left = account.quota ? Math.max(0, account.quota.endsAtBytes - account.bytes) : Infinity;
  return { ...account, bytes: account.bytes + Math.min(Math.max(0, bytes), left) };
}

export function loggedIn({ key, bytes, seconds, countedUntil, online }: Account, login: Login): Account {
  const { at: _, ...budget } = login;
  return { key, bytes, seconds, countedUntil, online, ...budget };
}

export function cameOnline(account: Account, client: Client, at: number): Account {
  // Where nobody was online, time counts from here, though the clock was set back since the last one went.
  const counted = account.online.length === 0 ? { ...account, countedUntil: at } : onlineUntil(account, at);
  const key = keyOf(client);
  return account.online.includes(key) ? counted : { ...counted, online: [...account.online, key] };
}

/** Another device goes on in the place of one that is online; time goes on with it. */
export function changedDevice(account: Account, from: Client, to: Client): Account {
  const [before, after] = [keyOf(from), keyOf(to)];
  return { ...account, online: account.online.map((each) => (each === before ? after : each)) };
}

/** `limit` is the one that ended it. What the kernel refused makes up the rest of the data: spent is spent. */
export function wentOffline(account: Account, client: Client, at: number, limit?: PlanLimit): Account {
  const { bytes, online, quota } = account;
  const key = keyOf(client);
  return {
    ...onlineUntil(account, at),
    bytes: quota && limit === quota.by ? Math.max(bytes, quota.endsAtBytes) : bytes,
    online: online.filter((each) => each !== key),
  };
}

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
