import { readdir, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';

/** The file that is being written. */
export const currentName = 'audit.jsonl';

const dayMs = 86_400_000;
const nameForm = /^audit-(\d{4}-\d{2}-\d{2})-(\d+)\.jsonl$/;

/** Names a file after the UTC day that it holds, for rotating-file-stream; without a time it is the current one. */
export function fileNameOf(time: Date | number | null, index = 1): string {
  return time === null ? currentName : `audit-${new Date(time).toISOString().slice(0, 10)}-${index}.jsonl`;
}

interface AuditFile {
  readonly path: string;
  /** It holds nothing from then on; epoch milliseconds. */
  readonly endsAt: number;
}

/** The files of the trail, oldest first. */
export async function auditFiles(directory: string): Promise<readonly AuditFile[]> {
  const found = (await readdir(directory)).flatMap((name) => {
    const [, day, index] = nameForm.exec(name) ?? [];
    return day
      ? [{ path: join(directory, name), endsAt: Date.parse(day) + dayMs, index: Number(index) }]
      : [];
  });
  found.sort((a, b) => a.endsAt - b.endsAt || a.index - b.index);
  return [...found, { path: join(directory, currentName), endsAt: Number.POSITIVE_INFINITY }];
}

/** Deletes what ended before then, and the oldest beyond a size, so that nobody fills the disk by logging in and out. */
export async function forgetFiles(directory: string, before: number, mostBytes: number): Promise<void> {
  let bytes = 0;
  for (const { path, endsAt } of (await auditFiles(directory)).toReversed()) {
    if (endsAt === Number.POSITIVE_INFINITY) continue; // the current one
    bytes += (await stat(path)).size;
    if (endsAt <= before || bytes > mostBytes) await unlink(path);
  }
}
