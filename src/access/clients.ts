import { type Client, type ClientKey, keyOf } from '../client/client.js';
import type { IpAddress } from '../client/ip-address.js';
import type { Neighbours } from '../client/neighbours.js';
import { isInForce, unused } from '../store/authorisation.js';
import { decide, type Standing } from './decide.js';
import type { Gate } from './gate.js';

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

/** Every device that is a neighbour in a zone, or online, whether it is a neighbour now or not. */
export async function listClients(gate: Gate, neighbours: Neighbours): Promise<ClientRow[]> {
  await gate.usage.readIfPossible();
  const now = gate.clock();
  const addresses = new Map<ClientKey, IpAddress[]>();
  const clients = new Map<ClientKey, Client>();
  for (const { mac, zone, address } of neighbours.all()) {
    const key = keyOf({ mac, zone });
    clients.set(key, { mac, zone });
    addresses.set(key, [...(addresses.get(key) ?? []), address]);
  }
  const inForce = (await gate.store.authorisations()).filter((each) => isInForce(each, now));
  for (const { mac, zone } of inForce) clients.set(keyOf({ mac, zone }), { mac, zone });

  const lastSeen = await gate.usage.lastSeen();
  const sorted = [...clients].sort(([a], [b]) => (a < b ? -1 : 1));
  return Promise.all(
    sorted.map(async ([key, client]) => ({
      ...rowOf(gate, client, await decide(gate.store, client, now)),
      addresses: addresses.get(key) ?? [],
      lastSeenAt: lastSeen.get(key),
    })),
  );
}

function rowOf(gate: Gate, client: Client, standing: Standing): Omit<ClientRow, 'addresses' | 'lastSeenAt'> {
  const authorisation = standing.state === 'authorised' ? standing.authorisation : undefined;
  const entry = 'entry' in standing ? standing.entry : undefined;
  const { inputBytes, outputBytes, inputPackets, outputPackets } =
    gate.usage.usedBy(client) ?? authorisation?.used ?? unused;
  return {
    ...client,
    state: standing.state,
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
