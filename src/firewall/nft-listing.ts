import { type ClientKey, keyOf } from '../client/client.js';
import { type MacAddress, macAddressFrom } from '../client/mac-address.js';
import type { ZoneName } from '../client/zone-name.js';
import type { AccountDigest } from '../store/account.js';
import type { Usage } from '../store/authorisation.js';
import { inSteps } from '../system/steps.js';
import { idIn } from './client-id.js';
import type { Enforced, FoundClient, SharedQuota } from './firewall.js';
import { backstopSeconds } from './nft-commands.js';
import type { Element } from './nft-elements.js';
import type { QuotaState } from './quota-states.js';
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

/** A few milliseconds' worth of them. */
const clientsAtOnce = 500;

type Elements = (set: string) => Promise<readonly Element[]>;

/** Puts the elements of the sets together to clients; `owners` are whom ids were given to, `now` is epoch milliseconds. */
export async function listing(
  elements: Elements,
  quotaStates: readonly QuotaState[],
  zones: readonly ZoneName[],
  owners: ReadonlyMap<number, ClientKey>,
  now: number,
): Promise<Listing> {
  const down = new Map<number | undefined, Element>();
  for await (const some of inSteps(await elements(downSet)))
    for (const element of some) down.set(idIn(element.key), element);
  const quotas = new Map((await elements(quotaMap)).map(({ key, object }) => [idIn(key), object]));
  const downloadRates = await bytesBy(idIn, await elements(downloadRateSet));
  const states = new Map(quotaStates.flatMap((state) => stateByName(state)));
  const clients = new Map<ClientKey, FoundClient>();
  const ids = new Map<ClientKey, number>();
  const misplaced = new Map<ClientKey, number>();

  for (const zone of zones) {
    const uploadRates = await bytesBy(macAddressFrom, await elements(uploadRateSet(zone)));
    for await (const some of inSteps(await elements(openMap(zone)), clientsAtOnce))
      for (const [mac, element] of byMac(some)) {
        const client = { zone, mac };
        const id = element.data && idIn(element.data);
        if (id === undefined) continue;
        const owner = owners.get(id);
        const isOwner = owner === keyOf(client);
        const received = owner === undefined || isOwner ? down.get(id) : undefined;
        if (!received && !isOwner) {
          misplaced.set(keyOf(client), id);
          clients.set(keyOf(client), { ...client, kind: 'misplaced' });
          continue;
        }
        down.delete(id);
        ids.set(keyOf(client), id);
        // Without its id in the other set it could send and not receive: it counts as not open, and is put right.
        if (!received) continue;
        const used = usageIn(element, received);
        const quota = states.get(quotas.get(id) ?? '');
        quotas.delete(id);
        clients.set(keyOf(client), {
          ...client,
          kind: 'open',
          used,
          ...(quota ? { quota } : {}),
          ...ratesOfBytes(uploadRates.get(mac), downloadRates.get(id)),
          ...endOf(element, now),
        });
      }
    for (const [mac, element] of byMac(await elements(denySet(zone))))
      clients.set(keyOf({ zone, mac }), { zone, mac, kind: 'denied', ...endOf(element, now) });
  }
  return {
    clients,
    ids,
    misplaced,
    accounts: [...states.values()].map(({ account }) => account),
    strayQuotas: [...quotas].flatMap(([id, object = '']) => {
      const account = accountIn(object);
      return id !== undefined && account ? [{ id, account }] : [];
    }),
    strayIds: [...down.keys()].filter((id) => id !== undefined),
  };
}

function stateByName({ name, bytes, usedBytes }: QuotaState): [string, SharedQuota][] {
  const account = accountIn(name);
  return account ? [[name, { account, endsAtBytes: bytes, usedBytes }]] : [];
}

/** When each client, authorised or not, last sent a packet; epoch milliseconds. */
export async function lastSeenListing(
  elements: Elements,
  zones: readonly ZoneName[],
  now: number,
): Promise<Map<ClientKey, number>> {
  const timeout = seenTimeoutSeconds * 1000;
  const seen = new Map<ClientKey, number>();
  for (const zone of zones)
    for await (const some of inSteps(await elements(seenSet(zone))))
      for (const [mac, { expiresMs = timeout }] of byMac(some))
        seen.set(keyOf({ zone, mac }), now - (timeout - expiresMs));
  return seen;
}

/** Some elements at a time, since there may be as many as clients. */
async function bytesBy<Key>(
  keyIn: (octets: Buffer) => Key,
  elements: readonly Element[],
): Promise<Map<Key, number>> {
  const found = new Map<Key, number>();
  for await (const some of inSteps(elements)) for (const { key, bytes } of some) found.set(keyIn(key), bytes);
  return found;
}

/** What is no device's address cannot be a packet's source either, and means nothing. */
function byMac(elements: readonly Element[]): [MacAddress, Element][] {
  return elements.flatMap((element) => {
    const mac = macAddressFrom(element.key);
    return mac ? [[mac, element]] : [];
  });
}

/** From the two elements of a client. */
export const usageIn = (sent: Element, received: Element): Usage => ({
  inputBytes: sent.bytes,
  outputBytes: received.bytes,
  inputPackets: sent.packets,
  outputPackets: received.packets,
});

const endOf = ({ expiresMs }: Element, now: number) =>
  expiresMs === undefined ? {} : { endsAt: now + expiresMs - backstopSeconds * 1000 };
