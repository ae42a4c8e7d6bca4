import { z } from 'zod';
import type { Contents } from './contents.js';
import { perSection, type RecordIn, type SectionName, sections, tables } from './sections.js';

/** The store as JSON. A change of this shape raises the version and adds a step to `migrations`. */
export type StoreFile = { readonly version: number } & {
  readonly [Name in SectionName]: readonly RecordIn<Name>[];
};

export const currentVersion = 3;

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
  // No version 3 has been released: a table that is added before then belongs to it.
  2: (file) => ({
    ...file,
    version: 3,
    ...Object.fromEntries(Object.keys(tables).map((name) => [name, []])),
  }),
};

/** The objects of a list; what else is in it stays out, and the check that follows says what is missing. */
const recordsIn = (list: unknown): Record<string, unknown>[] =>
  Array.isArray(list) ? list.map((each) => Object(each)) : [];

const storeFile = z.strictObject({
  version: z.literal(currentVersion),
  ...perSection((name) => z.array<z.ZodType>(sections[name].record)),
});

/** Checks and, where it is of an earlier version, migrates a parsed store file; throws an Error that says what is wrong. */
export function parseStoreFile(json: unknown): StoreFile {
  const file = storeFile.safeParse(migrate(json));
  if (file.success) return file.data as unknown as StoreFile; // the schemas are made of the same table
  const [issue] = file.error.issues;
  throw new Error(`at ${issue?.path.join('.') || 'the top'}: ${issue?.message}`);
}

export const contentsOf = (file: StoreFile) =>
  perSection((name) => {
    const { keyOf } = sections[name];
    return new Map(file[name].map((record) => [keyOf(record as never), record]));
  }) as Contents;

export const storeFileOf = (contents: Contents) =>
  ({
    version: currentVersion,
    ...perSection((name) => [...contents[name].values()]),
  }) as unknown as StoreFile;

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
