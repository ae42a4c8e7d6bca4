import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { hasErrno } from '../errors.js';
import { auditFiles } from './files.js';
import { type AuditRecord, parseAuditLine } from './record.js';

/** From when to when, epoch milliseconds, the end not included. */
export interface Period {
  readonly from: number;
  readonly to: number;
}

/** The records of a period, oldest first, line by line; `torn` is called for each line that cannot be read. */
export async function* readTrail(
  directory: string,
  { from, to }: Period,
  torn: () => void,
): AsyncGenerator<AuditRecord> {
  for (const { path, endsAt } of await auditFiles(directory)) {
    if (endsAt <= from) continue;
    for await (const line of linesOf(path)) {
      if (line === '') continue;
      const record = parseAuditLine(line);
      const at = record ? Date.parse(record.at) : undefined;
      if (!record || at === undefined) torn();
      else if (at >= from && at < to) yield record;
    }
  }
}

async function* linesOf(path: string): AsyncGenerator<string> {
  const input = createReadStream(path);
  try {
    yield* createInterface({ input, crlfDelay: Infinity });
  } catch (error) {
    if (!hasErrno(error, 'ENOENT')) throw error; // nothing was recorded yet, or it was rotated meanwhile
  }
}
