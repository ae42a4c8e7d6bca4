import { z } from 'zod';
import { keyOf } from '../client/client.js';
import type { Account } from './account.js';
import type { Authorisation } from './authorisation.js';
import type { Contents } from './contents.js';
import { type ListEntry, listKeyOf } from './list-entry.js';
import { account, authorisation, listEntry } from './record-schemas.js';

/** The store as JSON. A change of this shape raises the version and adds a step to `migrations`. */
export interface StoreFile {
  readonly version: number;
  readonly authorisations: readonly Authorisation[];
  readonly accounts: readonly Account[];
  readonly listEntries: readonly ListEntry[];
}

export const currentVersion = 2;

/** From the version that is the key to the next one. */
const migrations: Readonly<Record<number, (file: Record<string, unknown>) => Record<string, unknown>>> = {
  1: (file) => ({
    ...file,
    version: 2,
    authorisations: recordsIn(file.authorisations).map((record) => ({
      ...record,
      used: { inputPackets: 0, outputPackets: 0, ...Object(record.used) },
    })),
    accounts: [],
  }),
};

/** The objects of a list; what else is in it stays out, and the check that follows says what is missing. */
const recordsIn = (list: unknown): Record<string, unknown>[] =>
  Array.isArray(list) ? list.map((each) => Object(each)) : [];

const storeFile = z.strictObject({
  version: z.literal(currentVersion),
  authorisations: z.array(authorisation),
  accounts: z.array(account),
  listEntries: z.array(listEntry),
});

/** Checks and, where it is of an earlier version, migrates a parsed store file; throws an Error that says what is wrong. */
export function parseStoreFile(json: unknown): StoreFile {
  const file = storeFile.safeParse(migrate(json));
  if (file.success) return file.data;
  const [issue] = file.error.issues;
  throw new Error(`at ${issue?.path.join('.') || 'the top'}: ${issue?.message}`);
}

export function contentsOf(file: StoreFile): Contents {
  return {
    authorisations: new Map(file.authorisations.map((record) => [keyOf(record), record])),
    accounts: new Map(file.accounts.map((record) => [record.key, record])),
    listEntries: new Map(file.listEntries.map((record) => [listKeyOf(record), record])),
  };
}

function migrate(json: unknown): unknown {
  if (typeof json !== 'object' || json === null || !('version' in json)) throw new Error('it has no version');
  const { version } = json;
  if (typeof version !== 'number') throw new Error('its version is not a number');
  if (version > currentVersion)
    throw new Error(`it is of version ${version}, made by a newer gate511; this one knows ${currentVersion}`);
  let file = json as Record<string, unknown>;
  for (let from = version; from < currentVersion; from += 1) {
    const step = migrations[from];
    if (!step) throw new Error(`nothing migrates version ${from}`);
    file = step(file);
  }
  return file;
}
