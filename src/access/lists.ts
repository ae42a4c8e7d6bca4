import type { ZoneName } from '../client/zone-name.js';
import type { ListEntry, ListEntryName } from '../store/list-entry.js';
import type { Gate } from './gate.js';

/** Puts a device on the allow or deny list, in the place of an entry of the same device and zone. */
export async function putListEntry(gate: Gate, entry: ListEntry): Promise<void> {
  try {
    await gate.store.putListEntry(entry);
  } finally {
    await enforceEverywhere(gate, entry); // also of what holds without being kept
  }
  const { mac, zone = '*', kind, by } = entry;
  gate.log.info({ mac, zone, by }, kind === 'allow' ? 'put on the allow list' : 'put on the deny list');
}

/** Takes a device off the lists; undefined when it was on none. */
export async function deleteListEntry(gate: Gate, name: ListEntryName): Promise<ListEntry | undefined> {
  let entry: ListEntry | undefined;
  try {
    entry = await gate.store.deleteListEntry(name);
  } finally {
    await enforceEverywhere(gate, name);
  }
  if (!entry) return undefined;
  gate.log.info({ mac: entry.mac, zone: entry.zone ?? '*' }, `taken off the ${entry.kind} list`);
  return entry;
}

async function enforceEverywhere(gate: Gate, { mac, zone }: ListEntryName): Promise<void> {
  const zones: readonly ZoneName[] =
    zone === undefined ? gate.zones : gate.zones.filter((each) => each === zone);
  await Promise.all(zones.map((each) => gate.enforcer.enforce({ mac, zone: each })));
}
