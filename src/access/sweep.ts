import { reasonOf } from '../errors.js';
import { type Authorisation, isInForce } from '../store/authorisation.js';
import { isEntryInForce } from '../store/list-entry.js';
import type { Fields, Log } from '../system/log.js';
import type { Gate } from './gate.js';
import { deleteListEntry } from './lists.js';
import { type EndReason, revokeUnchanged } from './revoke.js';

/** How long the record of an ended authorisation is kept, to tell the visitor why it ended. */
const rememberedMs = 24 * 3600 * 1000;

/** Says what could not be ended yet. */
export const notEnded = (log: Log) => (fields: Fields) =>
  log.error(fields, 'an end could not be enforced yet');

/** Ends what is over: one pass over all records, instead of a timer for each. */
export async function sweep(gate: Gate, failed = notEnded(gate.log)): Promise<void> {
  const now = gate.clock();
  const authorisations = await gate.store.authorisations();
  const due = authorisations.filter((each) => !each.ending && reasonToEnd(gate, each, now));
  const over = (await gate.store.listEntries()).filter((entry) => !isEntryInForce(entry, now));
  const outcomes = await Promise.allSettled([
    ...due.map((authorisation) => endIfStillDue(gate, authorisation, now)),
    ...over.map((entry) => deleteListEntry(gate, entry, { expected: entry })),
  ]);
  const [first, ...others] = outcomes.filter((outcome) => outcome.status === 'rejected');
  if (first) failed({ reason: reasonOf(first.reason), others: others.length });
  await gate.store.purge(now - rememberedMs);
}

const dataIsSpent: EndReason = { terminateCause: 'NAS-Request' };

function reasonToEnd(gate: Gate, authorisation: Authorisation, now: number): EndReason | undefined {
  const { idleSeconds, endsBy } = authorisation.limits;
  if (authorisation.account !== undefined && gate.usage.isSpent(authorisation)) return dataIsSpent;
  if (!isInForce(authorisation, now))
    return { terminateCause: 'Session-Timeout', ...(endsBy ? { limit: endsBy } : {}) };
  if (idleSeconds === undefined) return undefined;
  const activeAt = gate.usage.activeAt(authorisation);
  if (activeAt === undefined) return undefined;
  return now - activeAt >= idleSeconds * 1000 ? { terminateCause: 'Idle-Timeout' } : undefined;
}

/** Looks once more at what has passed up to now: it counts, and whoever was quiet may be no longer. */
async function endIfStillDue(gate: Gate, authorisation: Authorisation, now: number): Promise<void> {
  await gate.usage.readOne(authorisation);
  const reason = reasonToEnd(gate, authorisation, now);
  if (!reason) return;
  const { account: key } = authorisation;
  const account = reason === dataIsSpent && key ? gate.store.account(key) : undefined;
  const limit = account?.quota ? { limit: account.quota.by } : {};
  await revokeUnchanged(gate, authorisation, { ...reason, ...limit });
}
