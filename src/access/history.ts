import { type ClientKey, clientOf } from '../client/client.js';
import { type History, noHistory } from '../plan/limits.js';
import { type AccountKey, onlineUntil } from '../store/account.js';
import { bytesOf } from '../store/authorisation.js';
import type { Gate } from './gate.js';

/** What an account has used up to now: what is written, and what its devices have used since. */
export function historyOf(gate: Gate, key: AccountKey | undefined): History {
  const account = key && gate.store.account(key);
  if (!account) return noHistory;
  const { pass, day, otherDays } = account;
  const { seconds } = onlineUntil(account, gate.clock());
  return {
    bytes: account.bytes + unwrittenBytes(gate, account.online),
    seconds,
    ...(pass ? { pass } : {}),
    ...(day ? { day } : {}),
    ...(otherDays ? { otherDays } : {}),
  };
}

function unwrittenBytes(gate: Gate, online: readonly ClientKey[]): number {
  const authorisations = online.map((key) => gate.store.authorisation(clientOf(key)));
  return authorisations.reduce((sum, authorisation) => {
    if (!authorisation || authorisation.ending) return sum;
    const used = gate.usage.usedBy(authorisation) ?? authorisation.used;
    return sum + Math.max(0, bytesOf(used) - bytesOf(authorisation.used));
  }, 0);
}
