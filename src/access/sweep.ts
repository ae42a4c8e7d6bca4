import { reasonOf } from '../errors.js';
import { type Authorisation, isInForce, type TerminateCause } from '../store/authorisation.js';
import { isEntryInForce } from '../store/list-entry.js';
import type { Gate } from './gate.js';
import { deleteListEntry } from './lists.js';
import { revokeUnchanged } from './revoke.js';

/** How long the record of an ended authorisation is kept, to tell the visitor why it ended. */
const rememberedMs = 24 * 3600 * 1000;

/** Ends what is over: one pass over all records, instead of a timer for each. */
export async function sweep(gate: Gate): Promise<void> {
  const now = gate.clock();
  const authorisations = await gate.store.authorisations();
  const due = authorisations.flatMap((authorisation) => {
    const cause = authorisation.ending ? undefined : causeToEnd(gate, authorisation, now);
    return cause ? [revokeUnchanged(gate, authorisation, cause)] : [];
  });
  const over = (await gate.store.listEntries()).filter((entry) => !isEntryInForce(entry, now));
  const outcomes = await Promise.allSettled([...due, ...over.map((entry) => deleteListEntry(gate, entry))]);
  const [first, ...others] = outcomes.filter((outcome) => outcome.status === 'rejected');
  if (first)
    gate.log.error(
      { reason: reasonOf(first.reason), others: others.length },
      'an end could not be enforced yet',
    );
  await gate.store.purge(now - rememberedMs);
}

function causeToEnd(gate: Gate, authorisation: Authorisation, now: number): TerminateCause | undefined {
  if (!isInForce(authorisation, now)) return 'Session-Timeout';
  const { idleSeconds } = authorisation.limits;
  if (idleSeconds === undefined) return undefined;
  const activeAt = gate.usage.activeAt(authorisation);
  if (activeAt === undefined) return undefined;
  return now - activeAt >= idleSeconds * 1000 ? 'Idle-Timeout' : undefined;
}
