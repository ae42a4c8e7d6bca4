import type { ZoneName } from '../client/zone-name.js';
import { type ListEntry, type ListEntryName, listKeyOf } from '../store/list-entry.js';
import { present } from '../system/present.js';
import type { Gate } from './gate.js';

/** Puts a device on the allow or deny list, in the place of an entry of the same device and zone. */
export async function putListEntry(gate: Gate, entry: ListEntry): Promise<void> {
  const before = await entryLike(gate, entry);
  try {
    await gate.store.putListEntry(entry);
  } finally {
    await enforceEverywhere(gate, entry); // also of what holds without being kept
  }
  gate.tell('list-changed', { entry, by: entry.by, ...present({ before }) });
}

/** Puts many devices on the lists, all or none. */
export async function putListEntries(gate: Gate, entries: readonly ListEntry[]): Promise<void> {
  const kept = new Map((await gate.store.listEntries()).map((entry) => [listKeyOf(entry), entry]));
  await gate.store.putListEntries(entries);
  await Promise.all(entries.map((entry) => enforceEverywhere(gate, entry)));
  for (const entry of entries) {
    const before = kept.get(listKeyOf(entry));
    gate.tell('list-changed', { entry, by: entry.by, ...present({ before }) });
  }
}

interface Deletion {
  /** The operator, unless its time is over. */
  readonly by?: string;
  /** Any other entry stays. */
  readonly expected?: ListEntry;
}

/** Takes a device off the lists; undefined when it was on none. */
export async function deleteListEntry(
  gate: Gate,
  name: ListEntryName,
  { by, expected }: Deletion = {},
): Promise<ListEntry | undefined> {
  let entry: ListEntry | undefined;
  try {
    entry = await gate.store.deleteListEntry(name, expected);
  } finally {
    await enforceEverywhere(gate, name);
  }
  if (!entry) return undefined;
  gate.tell('list-changed', { before: entry, ...present({ by }) });
  return entry;
}

async function entryLike({ store }: Gate, name: ListEntryName): Promise<ListEntry | undefined> {
  return (await store.listEntries()).find((each) => listKeyOf(each) === listKeyOf(name));
}

async function enforceEverywhere(gate: Gate, { mac, zone }: ListEntryName): Promise<void> {
  const zones: readonly ZoneName[] =
    zone === undefined ? gate.zones : gate.zones.filter((each) => each === zone);
  await Promise.all(zones.map((each) => gate.enforcer.enforce({ mac, zone: each })));
}
