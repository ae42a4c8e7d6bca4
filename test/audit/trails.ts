import type { ExecutionContext } from 'ava';
import type { PastSession } from '../../src/audit/past-session.js';
import { readTrail } from '../../src/audit/read.js';
import type { AuditRecord } from '../../src/audit/record.js';
import { AuditTrail } from '../../src/audit/trail.js';
import { recordedLog } from '../recorded-log.js';
import { temporaryDirectory } from '../temporary-directory.js';

export const always = { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY };

/** A trail in a directory of its own, closed when the test ends. */
export async function openTrail(t: ExecutionContext, directory?: string) {
  const log = recordedLog();
  const trail = await AuditTrail.open(directory ?? (await temporaryDirectory(t)), log);
  t.teardown(() => trail.close());
  return { trail, log, directory: trail.directory };
}

/** Everything that can be read, and how many lines cannot. */
export async function readAll(directory: string, period = always) {
  const records: AuditRecord[] = [];
  let torn = 0;
  for await (const record of readTrail(directory, period, () => {
    torn += 1;
  }))
    records.push(record);
  return { records, torn };
}

export const record = (time: string, what: string, members: object = {}): AuditRecord => ({
  at: `2026-11-20T${time}:00.000Z`,
  what,
  ...members,
});

export const at = (time: string) => Date.parse(`2026-11-20T${time}:00.000Z`);

/** What matters of a session in a test. */
export const brief = ({ mac, user, addresses }: PastSession) => ({
  mac,
  user,
  addresses: addresses.map(({ address, from, to }) => [
    address,
    from.slice(11, 16),
    to?.slice(11, 16) ?? null,
  ]),
});
