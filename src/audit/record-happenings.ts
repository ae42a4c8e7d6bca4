import { described, describeHappenings, type What } from '../happenings/described.js';
import type { Happenings } from '../happenings/happenings.js';
import type { Clock } from '../system/clock.js';
import type { AuditRecord } from './record.js';

/** A device that was only seen is nobody's business, and what a voucher began is recorded as a session. */
const unrecorded = new Set<What>(['client.seen', 'voucher.redeemed']);

/** What records there are. */
export const recorded = described.filter((what) => !unrecorded.has(what));

/** Makes a record of everything that somebody may have to answer for. */
export function recordHappenings(
  happenings: Happenings,
  clock: Clock,
  append: (record: AuditRecord) => void,
): void {
  describeHappenings(happenings, (what, description) => {
    if (!unrecorded.has(what)) append({ at: new Date(clock()).toISOString(), what, ...description });
  });
}
