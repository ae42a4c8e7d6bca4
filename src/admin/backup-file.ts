import { createHash } from 'node:crypto';
import { z } from 'zod';
import { secretIn } from '../store/secret.js';
import { parseStoreFile, type StoreFile } from '../store/store-file.js';

/** What a backup holds: the store, and the files beside it that cannot be made anew, by name; each has a key. */
export interface Backup {
  readonly madeAt: string;
  readonly store: StoreFile;
  readonly files: Readonly<Record<string, Buffer>>;
}

const currentVersion = 1;
const header = z.looseObject({
  format: z.literal('gate511-backup'),
  version: z.number().int().positive(),
});
const wholeHeader = header.extend({ madeAt: z.iso.datetime(), sha256: z.string() });
const body = z.strictObject({ store: z.unknown(), files: z.record(z.string(), z.base64()) });

/** A line that says what it is, when it was made, and what all of it must hash to. */
export function backupText({ madeAt, store, files }: Backup): string {
  const encoded = Object.entries(files).map(([name, content]) => [name, content.toString('base64')]);
  const rest = `${JSON.stringify({ store, files: Object.fromEntries(encoded) })}\n`;
  const first = { format: 'gate511-backup', version: currentVersion, madeAt, sha256: digestOf(madeAt, rest) };
  return `${JSON.stringify(first)}\n${rest}`;
}

/** Throws an Error that says why it cannot be used: it is none, damaged, made by a newer gate511, or has no keys. */
export function parseBackup(text: string): Backup {
  const end = text.indexOf('\n');
  const [first, rest] = [jsonIn(text.slice(0, end)), text.slice(end + 1)];
  const known = header.safeParse(first);
  if (!known.success) throw new Error('this is no backup of gate511');
  const { version } = known.data;
  if (version > currentVersion)
    throw new Error(
      `the backup is of version ${version}, made by a newer gate511; this one knows ${currentVersion}`,
    );
  const whole = wholeHeader.safeParse(first);
  const content = body.safeParse(jsonIn(rest));
  if (!whole.success || !content.success || digestOf(whole.data.madeAt, rest) !== whole.data.sha256)
    throw new Error('the backup is damaged: its content is not what its checksum says');
  const { store, files } = content.data;
  const decoded = Object.entries(files).map(([name, base64]) => [name, fileIn(name, base64)]);
  return { madeAt: whole.data.madeAt, store: parseStoreFile(store), files: Object.fromEntries(decoded) };
}

/** The next start would refuse what holds no key. */
function fileIn(name: string, base64: string): Buffer {
  const content = Buffer.from(base64, 'base64');
  if (secretIn(content.toString())) return content;
  throw new Error(`the backup cannot be used: its file "${name}" holds no key`);
}

const digestOf = (madeAt: string, rest: string) =>
  createHash('sha256').update(`${madeAt}\n${rest}`).digest('hex');

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
