import { type Client, type ClientKey, keyOf } from '../client/client.js';
import type { IpAddress } from '../client/ip-address.js';
import type { Neighbours } from '../client/neighbours.js';
import type { ZoneName } from '../client/zone-name.js';
import { type Authorisation, isInForce, unused } from '../store/authorisation.js';
import { isEntryInForce, type ListEntry, type ListKey, listKeyOf } from '../store/list-entry.js';
import { inSteps } from '../system/steps.js';
import { decide, type Standing, standing } from './decide.js';
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

export type CountByState = Readonly<Record<Standing['state'], number>>;

/** How many devices each zone has in which state; costs far less than their rows. */
export async function countClients(
  gate: Gate,
  neighbours: Neighbours,
): Promise<ReadonlyMap<ZoneName, CountByState>> {
  const now = gate.clock();
  const clients = new Map<ClientKey, Client>();
  for (const { mac, zone } of neighbours.all()) clients.set(keyOf({ mac, zone }), { mac, zone });
  for (const each of await gate.store.authorisations())
    if (isInForce(each, now)) clients.set(keyOf(each), each);
  const counts = new Map(
    gate.zones.map((zone) => [zone, { captive: 0, authorised: 0, allowed: 0, denied: 0 }]),
  );
  for await (const some of inSteps([...clients.values()]))
    for (const client of some) {
      const count = counts.get(client.zone);
      if (count) count[decide(gate.store, client, now).state] += 1;
    }
  return counts;
}

/** Every device that is a neighbour in a zone, or online, whether it is a neighbour now or not. */
export async function listClients(gate: Gate, neighbours: Neighbours): Promise<ClientRow[]> {
  await gate.usage.readIfOld();
  const now = gate.clock();
  const addresses = new Map<ClientKey, IpAddress[]>();
  const clients = new Map<ClientKey, Client>();
  for (const { mac, zone, address } of neighbours.all()) {
    const key = keyOf({ mac, zone });
    const known = addresses.get(key);
    if (known) known.push(address);
    else addresses.set(key, [address]);
    clients.set(key, { mac, zone });
  }
  const authorisations = new Map<ClientKey, Authorisation>();
  for (const authorisation of await gate.store.authorisations()) {
    const { mac, zone } = authorisation;
    const key = keyOf({ mac, zone });
    authorisations.set(key, authorisation);
    if (isInForce(authorisation, now)) clients.set(key, { mac, zone });
  }
  const entries = new Map<ListKey, ListEntry>();
  for (const entry of await gate.store.listEntries())
    if (isEntryInForce(entry, now)) entries.set(listKeyOf(entry), entry);

  const lastSeen = await gate.usage.lastSeen();
  const rows: ClientRow[] = [];
  for await (const some of inSteps([...clients]))
    for (const [key, client] of some) {
      const ofClient = [entries.get(key), entries.get(listKeyOf({ mac: client.mac }))].filter(
        (entry) => entry !== undefined,
      );
      rows.push({
        ...rowOf(gate, client, standing(ofClient, authorisations.get(key), now)),
        addresses: addresses.get(key) ?? [],
        lastSeenAt: lastSeen.get(key),
      });
    }
  return rows.sort((a, b) => (a.zone === b.zone ? (a.mac < b.mac ? -1 : 1) : a.zone < b.zone ? -1 : 1));
}

function rowOf(gate: Gate, client: Client, stands: Standing): Omit<ClientRow, 'addresses' | 'lastSeenAt'> {
  const authorisation = stands.state === 'authorised' ? stands.authorisation : undefined;
  const entry = 'entry' in stands ? stands.entry : undefined;
  const { inputBytes, outputBytes, inputPackets, outputPackets } =
    gate.usage.usedBy(client) ?? authorisation?.used ?? unused;
  return {
    ...client,
    state: stands.state,
    method: authorisation?.method,
    user: authorisation?.user,
    startedAt: authorisation?.startedAt,
    endsAt: authorisation?.endsAt ?? entry?.endsAt,
    inputBytes,
    outputBytes,
    inputPackets,
    outputPackets,
  };
}
