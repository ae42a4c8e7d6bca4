import { type ClientKey, clientOf } from '../client/client.js';
import { reasonOf } from '../errors.js';
import { type History, noHistory } from '../plan/limits.js';
import { type AccountKey, onlineUntil, usedMore } from '../store/account.js';
import { bytesOf } from '../store/authorisation.js';
import { present } from '../system/present.js';
import type { Gate } from './gate.js';

/** What an account has used up to now: what is written, and what its devices have used since. */
export function historyOf(gate: Gate, key: AccountKey | undefined): History {
  const account = key && gate.store.account(key);
  if (!account) return noHistory;
  const { pass, day, otherDays } = account;
  const { seconds } = onlineUntil(account, gate.clock());
  return {
    bytes: usedMore(account, unwrittenBytes(gate, account.online)).bytes,
    seconds,
    ...present({ pass, day, otherDays }),
  };
}

/**
 * Looks once more at what the account's devices have used, before a login brings more data. Where it is all that there was,
 * it is written: how much beyond that was refused nobody can tell any more when the account has another limit.
 */
export async function settle(gate: Gate, key: AccountKey): Promise<void> {
  const account = gate.store.account(key);
  if (!account?.quota) return;
  const clients = account.online.map(clientOf);
  for (const client of clients) await gate.usage.readOne(client);
  if (historyOf(gate, key).bytes < account.quota.endsAtBytes) return;
  const authorisations = clients.flatMap((client) => gate.store.authorisation(client) ?? []);
  await gate.usage.saveOf(gate.store, authorisations);
}

/**
 * Between the last look at the counters of an account's last device and the moment in which it was shut out more has passed:
 * its quota tells how much. Where that cannot be kept, the log says so.
 */
export async function settleRest({ usage, store, log }: Gate, key: AccountKey | undefined): Promise<void> {
  const bytes = key && store.account(key)?.quota && (await usage.passedOf(key));
  if (!key || !bytes) return;
  await store.usedAtLeast(key, bytes).catch((error: unknown) => {
    log.warn({ reason: reasonOf(error) }, 'what was used last could not be kept');
  });
}

/** What those who are online on an account have used since it was written. */
export function unwrittenBytes(gate: Gate, online: readonly ClientKey[]): number {
  const authorisations = online.map((key) => gate.store.authorisation(clientOf(key)));
  return authorisations.reduce((sum, authorisation) => {
    if (!authorisation || authorisation.ending) return sum;
    const used = gate.usage.usedBy(authorisation) ?? authorisation.used;
    return sum + Math.max(0, bytesOf(used) - bytesOf(authorisation.used));
  }, 0);
}
