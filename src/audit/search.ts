import { type Found, Newest } from './newest.js';
import { type Period, readTrail } from './read.js';
import type { AuditRecord } from './record.js';

/** What records are asked for; absent: any. */
interface AuditQuery {
  readonly mac?: string;
  readonly zone?: string;
  readonly user?: string;
  readonly address?: string;
  readonly by?: string;
  readonly what?: string;
}

/** The records of a period that fit a query. */
export async function searchTrail(
  directory: string,
  period: Period,
  query: AuditQuery,
  limit: number,
): Promise<Found<AuditRecord>> {
  const newest = new Newest<AuditRecord>(limit);
  for await (const record of readTrail(directory, period, newest.torn))
    if (isAskedFor(record, query)) newest.add(record);
  return newest.found;
}

function isAskedFor(record: AuditRecord, { address, mac, ...exact }: AuditQuery): boolean {
  for (const [name, value] of Object.entries(exact)) if (record[name] !== value) return false;
  if (mac !== undefined && record.mac !== mac && macBefore(record) !== mac) return false;
  return address === undefined || [record.before, record.after].some((each) => includes(each, address));
}

/** Of a session that has moved. */
const macBefore = ({ before }: AuditRecord) => (before as { readonly mac?: unknown } | null | undefined)?.mac;

const includes = (addresses: unknown, address: string) =>
  Array.isArray(addresses) && addresses.includes(address);
