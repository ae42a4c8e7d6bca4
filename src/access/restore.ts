import { type Client, type ClientKey, keyOf } from '../client/client.js';
import { type Authorisation, isInForce } from '../store/authorisation.js';
import { type ListEntry, type ListKey, listKeyOf } from '../store/list-entry.js';
import type { StoreFile } from '../store/store-file.js';
import { present } from '../system/present.js';
import type { Gate } from './gate.js';

/** Who has a right to be online, and who is on a list. */
interface Standing {
  readonly sessions: ReadonlyMap<ClientKey, Authorisation>;
  readonly entries: ReadonlyMap<ListKey, ListEntry>;
}

/**
 * Puts other records in the place of all that the store has, in one step, and tells of each session and entry that came
 * or went by it; gives whom the firewall must be told of then. `by` is the operator. Rejects with `store-full` or
 * `store-unavailable`, and nothing has changed.
 */
export async function putBack(gate: Gate, records: StoreFile, by: string): Promise<readonly Client[]> {
  const before = await standing(gate);
  await gate.store.replaceAll(records, gate.clock());
  const after = await standing(gate);
  tellOfSessions(gate, before.sessions, after.sessions, by);
  for (const key of new Set([...before.entries.keys(), ...after.entries.keys()]))
    tellOfEntry(gate, before.entries.get(key), after.entries.get(key), by);
  return [...new Map([...clientsIn(gate, before), ...clientsIn(gate, after)]).values()];
}

async function standing({ store, clock }: Gate): Promise<Standing> {
  const inForce = (await store.authorisations()).filter((each) => isInForce(each, clock()));
  return {
    sessions: new Map(inForce.map((each) => [keyOf(each), each])),
    entries: new Map((await store.listEntries()).map((each) => [listKeyOf(each), each])),
  };
}

function tellOfSessions(
  { usage, tell }: Gate,
  before: Standing['sessions'],
  after: Standing['sessions'],
  by: string,
): void {
  for (const [key, former] of before) {
    const session = after.get(key);
    if (session?.startedAt === former.startedAt) {
      const isOther = session.endsAt !== former.endsAt || session.user !== former.user;
      if (isOther) tell('session-restored', { session, before: former, by });
      continue;
    }
    const used = usage.usedBy(former) ?? former.used;
    usage.forget(former); // what that used is not another one's
    tell('session-ended', { session: { ...former, used }, terminateCause: 'Admin-Reset', by });
  }
  for (const [key, session] of after)
    if (before.get(key)?.startedAt !== session.startedAt) tell('session-restored', { session, by });
}

function tellOfEntry(
  { tell }: Gate,
  before: ListEntry | undefined,
  entry: ListEntry | undefined,
  by: string,
): void {
  const isSame = before && entry && before.at === entry.at && before.kind === entry.kind;
  if (!isSame) tell('list-changed', { ...present({ entry, before }), by });
}

/** Those in zones that there are. */
function clientsIn({ zones }: Gate, { sessions, entries }: Standing): Map<ClientKey, Client> {
  const online = [...sessions.values()].map(({ mac, zone }) => ({ mac, zone }));
  const listed = [...entries.values()].flatMap(({ mac, zone }) =>
    (zone === undefined ? zones : [zone]).map((each) => ({ mac, zone: each })),
  );
  const known = [...online, ...listed].filter(({ zone }) => zones.includes(zone));
  return new Map(known.map((client) => [keyOf(client), client]));
}
