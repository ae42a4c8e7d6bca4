import { z } from 'zod';
import { keyOf } from '../client/client.js';
import { parseMacAddress } from '../client/mac-address.js';
import { parseZoneName } from '../client/zone-name.js';
import { type Authorisation, terminateCauses } from './authorisation.js';
import type { Contents } from './contents.js';
import { type ListEntry, listKeyOf, listKinds } from './list-entry.js';

/** The store as JSON. A change of this shape raises the version and adds a step to `migrations`. */
export interface StoreFile {
  readonly version: number;
  readonly authorisations: readonly Authorisation[];
  readonly listEntries: readonly ListEntry[];
}

export const currentVersion = 1;

/** From the version that is the key to the next one. */
const migrations: Readonly<Record<number, (file: Record<string, unknown>) => Record<string, unknown>>> = {};

const macAddress = z.string().transform((text, context) => {
  const mac = parseMacAddress(text);
  if (!mac) context.addIssue('not a MAC address');
  return mac ?? z.NEVER;
});
const zoneName = z.string().transform((text, context) => {
  const zone = parseZoneName(text);
  if (!zone) context.addIssue('not a zone name');
  return zone ?? z.NEVER;
});
const time = z.number().nonnegative();
const bytes = z.number().int().nonnegative();

const authorisation = z.strictObject({
  mac: macAddress,
  zone: zoneName,
  home: zoneName.exactOptional(),
  method: z.string(),
  user: z.string().exactOptional(),
  startedAt: time,
  endsAt: time,
  limits: z.strictObject({ idleSeconds: z.number().positive().exactOptional() }),
  used: z.strictObject({ inputBytes: bytes, outputBytes: bytes }),
  ending: z.strictObject({ at: time, terminateCause: z.enum(terminateCauses) }).exactOptional(),
});

const listEntry = z.strictObject({
  mac: macAddress,
  zone: zoneName.exactOptional(),
  kind: z.enum(listKinds),
  note: z.string(),
  by: z.string(),
  at: time,
  endsAt: time.exactOptional(),
});

const storeFile = z.strictObject({
  version: z.literal(currentVersion),
  authorisations: z.array(authorisation),
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
    listEntries: new Map(file.listEntries.map((record) => [listKeyOf(record), record])),
  };
}

export function storeFileOf(contents: Contents): StoreFile {
  return {
    version: currentVersion,
    authorisations: [...contents.authorisations.values()],
    listEntries: [...contents.listEntries.values()],
  };
}

/** A record never changes, so its text is made once; a commit then costs little more than the changed records. */
const texts = new WeakMap<object, string>();

function textOf(record: object): string {
  let text = texts.get(record);
  if (text === undefined) {
    text = JSON.stringify(record);
    texts.set(record, text);
  }
  return text;
}

/** One record a line, so that a person can read the file and a diff tells what changed. */
export function serialise(file: StoreFile): string {
  const lines = (records: readonly object[]) => records.map(textOf).join(',\n');
  return `{"version":${file.version},
"authorisations":[
${lines(file.authorisations)}
],
"listEntries":[
${lines(file.listEntries)}
]}
`;
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
