import type { Client } from '../client/client.js';
import { accountDigest } from '../store/account.js';
import { type Authorisation, isInForce } from '../store/authorisation.js';
import { present } from '../system/present.js';
import type { Gate } from './gate.js';
import { type EndReason, revokeUnchanged } from './revoke.js';

const dataIsSpent: EndReason = { terminateCause: 'NAS-Request' };

/** Why an authorisation that has no ending yet must end, as of the last reading; undefined while it may go on. */
export function reasonToEnd(gate: Gate, authorisation: Authorisation, now: number): EndReason | undefined {
  const { idleSeconds, endsBy } = authorisation.limits;
  if (isSpent(gate, authorisation)) return dataIsSpent;
  if (!isInForce(authorisation, now))
    return { terminateCause: 'Session-Timeout', ...present({ limit: endsBy }) };
  if (idleSeconds === undefined) return undefined;
  const activeAt = gate.usage.activeAt(authorisation);
  if (activeAt === undefined) return undefined;
  return now - activeAt >= idleSeconds * 1000 ? { terminateCause: 'Idle-Timeout' } : undefined;
}

/** The firewall may not yet have been told, or have told, of what the account has been given meanwhile. */
function isSpent({ store, usage }: Gate, authorisation: Authorisation): boolean {
  const { account: key } = authorisation;
  const spent = key && usage.spentQuotaOf(authorisation);
  const quota = spent && store.account(key)?.quota;
  if (!spent || !quota) return false;
  return spent.account === accountDigest(key) && spent.endsAtBytes >= quota.endsAtBytes;
}

/**
 * Ends it where there is a reason to, unless it has changed meanwhile. Looks once more at what has passed up to now: it
 * counts, and whoever was quiet may be no longer. Rejects as `revoke` does.
 */
export async function endIfDue(gate: Gate, authorisation: Authorisation, now: number): Promise<void> {
  await gate.usage.readOne(authorisation);
  const reason = reasonToEnd(gate, authorisation, now);
  if (!reason) return;
  const { account: key } = authorisation;
  const account = reason === dataIsSpent && key ? gate.store.account(key) : undefined;
  const limit = present({ limit: account?.quota?.by });
  await revokeUnchanged(gate, authorisation, { ...reason, ...limit });
}

/**
 * Before a client begins anew: what it had and is over ends first, swept yet or not, so that what that has used is told
 * and counted, and the firewall's counters begin anew as well. Rejects as `revoke` does.
 */
export async function endIfOver(gate: Gate, client: Client): Promise<void> {
  for (;;) {
    const now = gate.clock();
    const former = gate.store.authorisation(client);
    if (!former || former.ending || isInForce(former, now)) return;
    await endIfDue(gate, former, now);
  }
}
