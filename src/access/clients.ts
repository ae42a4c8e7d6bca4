import { type Client, type ClientKey, keyOf } from '../client/client.js';
import type { DeviceName, DeviceNames } from '../client/device-name.js';
import type { IpAddress } from '../client/ip-address.js';
import type { MacAddress } from '../client/mac-address.js';
import type { Neighbours } from '../client/neighbours.js';
import type { ZoneName } from '../client/zone-name.js';
import { type Authorisation, isInForce, type Usage, unused } from '../store/authorisation.js';
import { isEntryInForce, type ListEntry, type ListKey, listKeyOf } from '../store/list-entry.js';
import { inSteps } from '../system/steps.js';
import { type Standing, standing } from './decide.js';
import type { Gate } from './gate.js';

export const clientStates = [
  'captive',
  'authorised',
  'allowed',
  'denied',
] as const satisfies Standing['state'][];

/** A device as an operator sees it. Times are epoch milliseconds, undefined where there is none. */
export interface ClientRow extends Client {
  readonly addresses: readonly IpAddress[];
  readonly state: Standing['state'];
  /** What the device calls itself. */
  readonly name: DeviceName | undefined;
  /** Of its entry of the allow or deny list. */
  readonly note: string | undefined;
  readonly method: string | undefined;
  readonly user: string | undefined;
  readonly startedAt: number | undefined;
  readonly endsAt: number | undefined;
  readonly inputBytes: number;
  readonly outputBytes: number;
  readonly inputPackets: number;
  readonly outputPackets: number;
  readonly lastSeenAt: number | undefined;
}

type CountByState = Readonly<Record<Standing['state'], number>>;

/** How many devices each zone has in which state; costs far less than their rows. */
export async function countClients(
  gate: Gate,
  neighbours: Neighbours,
): Promise<ReadonlyMap<ZoneName, CountByState>> {
  const now = gate.clock();
  const all = await findClients(gate, neighbours, now);
  const entries = await entriesInForce(gate, now);
  const counts = new Map(
    gate.zones.map((zone) => [zone, { captive: 0, authorised: 0, allowed: 0, denied: 0 }]),
  );
  for await (const some of inSteps([...all]))
    for (const [key, { client, authorisation }] of some) {
      const count = counts.get(client.zone);
      if (count) count[standing(entriesFor(client, key, entries), authorisation, now).state] += 1;
    }
  return counts;
}

/** What is found of a device before it becomes a row. */
interface Found {
  readonly client: Client;
  readonly addresses: IpAddress[];
  /** The one in force. */
  authorisation?: Authorisation;
}

/** Every device that is a neighbour in a zone, or online, whether it is a neighbour now or not. */
async function findClients(
  gate: Gate,
  neighbours: Neighbours,
  now: number,
): Promise<ReadonlyMap<ClientKey, Found>> {
  const all = new Map<ClientKey, Found>();
  for (const neighbour of neighbours.all()) {
    const key = keyOf(neighbour);
    const known = all.get(key);
    if (known) known.addresses.push(neighbour.address);
    else all.set(key, { client: neighbour, addresses: [neighbour.address] });
  }
  for (const authorisation of await gate.store.authorisations()) {
    if (!isInForce(authorisation, now)) continue;
    const key = keyOf(authorisation);
    const known = all.get(key);
    if (known) known.authorisation = authorisation;
    else all.set(key, { client: authorisation, addresses: [], authorisation });
  }
  return all;
}

type Entries = ReadonlyMap<ListKey, ListEntry>;

async function entriesInForce({ store }: Gate, now: number): Promise<Entries> {
  const entries = new Map<ListKey, ListEntry>();
  for (const entry of await store.listEntries())
    if (isEntryInForce(entry, now)) entries.set(listKeyOf(entry), entry);
  return entries;
}

/** A row for every device that is a neighbour in a zone or online, in no order. */
export async function listClients(
  gate: Gate,
  neighbours: Neighbours,
  deviceNames: ReadonlyMap<ZoneName, DeviceNames> = new Map(),
): Promise<ClientRow[]> {
  await gate.usage.readIfOld();
  const now = gate.clock();
  const all = await findClients(gate, neighbours, now);
  const entries = await entriesInForce(gate, now);
  const lastSeen = await gate.usage.lastSeen();
  const names = new Map<ZoneName, ReadonlyMap<MacAddress, DeviceName>>();
  for (const [zone, known] of deviceNames) names.set(zone, await known.all());
  const rows: ClientRow[] = [];
  for await (const some of inSteps([...all]))
    for (const [key, { client, addresses, authorisation }] of some) {
      const stands = standing(entriesFor(client, key, entries), authorisation, now);
      const name = names.get(client.zone)?.get(client.mac);
      const used = gate.usage.usedByKey(key);
      rows.push(rowOf(client, { addresses, name, stands, used, lastSeenAt: lastSeen.get(key) }));
    }
  return rows;
}

function entriesFor({ mac }: Client, key: ClientKey, entries: Entries): readonly ListEntry[] {
  if (entries.size === 0) return none;
  return [entries.get(key), entries.get(listKeyOf({ mac }))].filter((entry) => entry !== undefined);
}

const none: readonly never[] = [];

interface About {
  readonly addresses: readonly IpAddress[];
  readonly name: DeviceName | undefined;
  readonly stands: Standing;
  /** Of its session, as of the last reading. */
  readonly used: Usage | undefined;
  readonly lastSeenAt: number | undefined;
}

/** Each member by itself: spread, ten thousand rows take four times as long. */
function rowOf({ mac, zone }: Client, { addresses, name, stands, used, lastSeenAt }: About): ClientRow {
  const authorisation = stands.state === 'authorised' ? stands.authorisation : undefined;
  const entry = 'entry' in stands ? stands.entry : undefined;
  const { inputBytes, outputBytes, inputPackets, outputPackets } = used ?? authorisation?.used ?? unused;
  return {
    mac,
    zone,
    addresses,
    state: stands.state,
    name,
    note: entry?.note === '' ? undefined : entry?.note,
    method: authorisation?.method,
    user: authorisation?.user,
    startedAt: authorisation?.startedAt,
    endsAt: authorisation?.endsAt ?? entry?.endsAt,
    inputBytes,
    outputBytes,
    inputPackets,
    outputPackets,
    lastSeenAt,
  };
}
