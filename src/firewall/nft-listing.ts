import { type ClientKey, keyOf } from '../client/client.js';
import type { MacAddress } from '../client/mac-address.js';
import type { ZoneName } from '../client/zone-name.js';
import type { AccountDigest } from '../store/account.js';
import type { Usage } from '../store/authorisation.js';
import type { Enforced, FoundClient, SharedQuota } from './firewall.js';
import { backstopSeconds } from './nft-commands.js';
import type { Element } from './nft-elements.js';
import { type QuotaState, sharedQuotaIn } from './quota-states.js';
import { accountIn } from './quotas.js';
import { downloadRateSet, ratesOfBytes, uploadRateSet } from './rates.js';
import { denySet, downSet, openMap, quotaMap, seenSet, seenTimeoutSeconds } from './ruleset.js';

/** What the kernel has, with the ids that connections are marked with. */
export interface Listing extends Enforced {
  readonly ids: ReadonlyMap<ClientKey, number>;
  /** The ids under which those stand who are misplaced. */
  readonly misplaced: ReadonlyMap<ClientKey, number>;
  /** Those that have a quota. */
  readonly accounts: readonly AccountDigest[];
  /** Ids of no client that may use up a quota. */
  readonly strayQuotas: readonly { readonly id: number; readonly account: AccountDigest }[];
  /** Ids in the set for the way down that belong to no client. */
  readonly strayIds: readonly number[];
}

/** Hands over the elements of a set. */
type ReadSet = (set: string, take: (element: Element) => void) => Promise<unknown>;

type Counted = Pick<Element, 'bytes' | 'packets'>;

/** Puts the elements of the sets together to clients; `owners` are whom ids were given to, `now` is epoch milliseconds. */
export async function listing(
  readSet: ReadSet,
  quotaStates: readonly QuotaState[],
  zones: readonly ZoneName[],
  owners: ReadonlyMap<number, ClientKey>,
  now: number,
): Promise<Listing> {
  const down = new Map<number, Counted>();
  await readSet(downSet, ({ id, bytes, packets }) => id !== undefined && down.set(id, { bytes, packets }));
  const quotas = new Map<number, string | undefined>();
  await readSet(quotaMap, ({ id, object }) => id !== undefined && quotas.set(id, object));
  const downloadRates = new Map<number, number>();
  await readSet(downloadRateSet, ({ id, bytes }) => id !== undefined && downloadRates.set(id, bytes));
  const states = new Map(quotaStates.flatMap((state) => stateByName(state)));
  const inUse = new Set<SharedQuota>();
  const clients = new Map<ClientKey, FoundClient>();
  const ids = new Map<ClientKey, number>();
  const misplaced = new Map<ClientKey, number>();

  for (const zone of zones) {
    const uploadRates = new Map<MacAddress, number>();
    await readSet(uploadRateSet(zone), ({ mac, bytes }) => mac && uploadRates.set(mac, bytes));
    await readSet(openMap(zone), (element) => {
      const { mac, leadsTo: id } = element;
      if (mac === undefined || id === undefined) return;
      const key = keyOf({ zone, mac });
      const owner = owners.get(id);
      const isOwner = owner === key;
      const received = owner === undefined || isOwner ? down.get(id) : undefined;
      if (!received && !isOwner) {
        misplaced.set(key, id);
        clients.set(key, { mac, zone, kind: 'misplaced' });
        return;
      }
      down.delete(id);
      ids.set(key, id);
      // Without its id in the other set it could send and not receive: it counts as not open, and is put right.
      if (!received) return;
      const used = usageIn(element, received);
      const quota = states.get(quotas.get(id) ?? '');
      if (quota) inUse.add(quota);
      quotas.delete(id);
      clients.set(key, {
        mac,
        zone,
        kind: 'open',
        used,
        ...(quota ? { quota } : {}),
        ...ratesOfBytes(uploadRates.get(mac), downloadRates.get(id)),
        ...endOf(element, now),
      });
    });
    await readSet(denySet(zone), (element) => {
      const { mac } = element;
      if (mac) clients.set(keyOf({ zone, mac }), { zone, mac, kind: 'denied', ...endOf(element, now) });
    });
  }
  return {
    clients,
    leftOver: [...states.values()].filter((quota) => !inUse.has(quota)),
    ids,
    misplaced,
    accounts: [...states.values()].map(({ account }) => account),
    strayQuotas: [...quotas].flatMap(([id, object = '']) => {
      const account = accountIn(object);
      return account ? [{ id, account }] : [];
    }),
    strayIds: [...down.keys()],
  };
}

/** What each of those counts who are open under the id that they were given. */
export async function readCounters(
  readSet: ReadSet,
  zones: readonly ZoneName[],
  owners: ReadonlyMap<number, ClientKey>,
  take: (key: ClientKey, used: Usage) => void,
): Promise<void> {
  const down = new Map<number, Counted>();
  await readSet(downSet, ({ id, bytes, packets }) => id !== undefined && down.set(id, { bytes, packets }));
  for (const zone of zones)
    await readSet(openMap(zone), (sent) => {
      const { mac, leadsTo: id } = sent;
      const received = id === undefined ? undefined : down.get(id);
      const owner = id === undefined ? undefined : owners.get(id);
      if (mac && received && owner === keyOf({ zone, mac })) take(owner, usageIn(sent, received));
    });
}

function stateByName(state: QuotaState): [string, SharedQuota][] {
  const quota = sharedQuotaIn(state);
  return quota ? [[state.name, quota]] : [];
}

/** When each client, authorised or not, last sent a packet; epoch milliseconds. */
export async function lastSeenListing(
  readSet: ReadSet,
  zones: readonly ZoneName[],
  now: number,
): Promise<Map<ClientKey, number>> {
  const timeout = seenTimeoutSeconds * 1000;
  const seen = new Map<ClientKey, number>();
  for (const zone of zones)
    await readSet(seenSet(zone), ({ mac, expiresMs = timeout }) => {
      if (mac) seen.set(keyOf({ zone, mac }), now - (timeout - expiresMs));
    });
  return seen;
}

/** From the two elements of a client. */
export const usageIn = (sent: Counted, received: Counted): Usage => ({
  inputBytes: sent.bytes,
  outputBytes: received.bytes,
  inputPackets: sent.packets,
  outputPackets: received.packets,
});

const endOf = ({ expiresMs }: Element, now: number) =>
  expiresMs === undefined ? {} : { endsAt: now + expiresMs - backstopSeconds * 1000 };
