import { type Client, type ClientKey, keyOf } from '../client/client.js';
import type { StoreFile } from '../store/store-file.js';
import type { Gate } from './gate.js';

/**
 * Puts other records in the place of all that the store has, in one step; gives whom the firewall must be told of then.
 * Rejects with `store-full` or `store-unavailable`, and nothing has changed.
 */
export async function putBack(gate: Gate, records: StoreFile): Promise<readonly Client[]> {
  const before = await clientsIn(gate);
  const sessions = new Map((await gate.store.authorisations()).map((each) => [keyOf(each), each.startedAt]));
  await gate.store.replaceAll(records);
  for (const each of await gate.store.authorisations()) {
    const former = sessions.get(keyOf(each));
    if (former !== undefined && former !== each.startedAt) gate.usage.forget(each); // what that used is not this one's
  }
  return [...new Map([...before, ...(await clientsIn(gate))]).values()];
}

/** Whom the store speaks of. */
async function clientsIn({ store, zones }: Gate): Promise<Map<ClientKey, Client>> {
  const named = (await store.authorisations()).map(({ mac, zone }) => ({ mac, zone }));
  const listed = (await store.listEntries()).flatMap(({ mac, zone }) =>
    (zone === undefined ? zones : [zone]).map((each) => ({ mac, zone: each })),
  );
  const known = [...named, ...listed].filter(({ zone }) => zones.includes(zone));
  return new Map(known.map((client) => [keyOf(client), client]));
}
