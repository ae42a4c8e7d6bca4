import { reasonOf } from '../errors.js';
import { isEntryInForce } from '../store/list-entry.js';
import type { Fields, Log } from '../system/log.js';
import { endIfDue, reasonToEnd } from './due.js';
import type { Gate } from './gate.js';
import { deleteListEntry } from './lists.js';

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
    ...due.map((authorisation) => endIfDue(gate, authorisation, now)),
    ...over.map((entry) => deleteListEntry(gate, entry, { expected: entry })),
  ]);
  const [first, ...others] = outcomes.filter((outcome) => outcome.status === 'rejected');
  if (first) failed({ reason: reasonOf(first.reason), others: others.length });
  await gate.store.purge(now - rememberedMs, gate.wallClock() - rememberedMs);
}
