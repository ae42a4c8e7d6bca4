import { type ClientKey, clientOf } from '../client/client.js';
import { type History, noHistory } from '../plan/limits.js';
import { type AccountKey, onlineUntil } from '../store/account.js';
import { bytesOf } from '../store/authorisation.js';
import type { Gate } from './gate.js';

/** What an account has used up to now: what is written, and what its devices have used since. */
export async function historyOf(gate: Gate, key: AccountKey | undefined): Promise<History> {
  const account = key && (await gate.store.account(key));
  if (!account) return noHistory;
  const { pass, day } = account;
  const { seconds } = onlineUntil(account, gate.clock());
  return {
    bytes: account.bytes + (await unwrittenBytes(gate, account.online)),
    seconds,
    ...(pass ? { pass } : {}),
    ...(day ? { day } : {}),
  };
}

async function unwrittenBytes(gate: Gate, online: readonly ClientKey[]): Promise<number> {
  const authorisations = await Promise.all(online.map((key) => gate.store.authorisation(clientOf(key))));
  return authorisations.reduce((sum, authorisation) => {
    if (!authorisation || authorisation.ending) return sum;
    const used = gate.usage.usedBy(authorisation) ?? authorisation.used;
    return sum + Math.max(0, bytesOf(used) - bytesOf(authorisation.used));
  }, 0);
}
