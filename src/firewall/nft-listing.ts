import { type ClientKey, keyOf } from '../client/client.js';
import { type MacAddress, macAddressFrom } from '../client/mac-address.js';
import type { ZoneName } from '../client/zone-name.js';
import { inSteps } from '../system/steps.js';
import type { DeniedClient, Enforced, OpenClient } from './firewall.js';
import { backstopSeconds } from './nft-commands.js';
import type { Element } from './nft-elements.js';
import { denySet, downSet, openMap, seenSet, seenTimeoutSeconds } from './ruleset.js';

/** What the kernel has, with the ids that connections are marked with. */
export interface Listing extends Enforced {
  readonly ids: ReadonlyMap<ClientKey, number>;
  /** Ids in the set for the way down that belong to no client. */
  readonly strayIds: readonly number[];
}

/** Some milliseconds' worth of elements. */
const atOnce = 1_000;

type Elements = (set: string) => Promise<readonly Element[]>;

/** Puts the elements of the sets together to clients; `now` is epoch milliseconds. */
export async function listing(elements: Elements, zones: readonly ZoneName[], now: number): Promise<Listing> {
  const bytesDown = new Map((await elements(downSet)).map(({ key, bytes }) => [idIn(key), bytes]));
  const clients = new Map<ClientKey, OpenClient | DeniedClient>();
  const ids = new Map<ClientKey, number>();

  for (const zone of zones) {
    for await (const some of inSteps(await elements(openMap(zone)), atOnce))
      for (const [mac, element] of byMac(some)) {
        const client = { zone, mac };
        const { data, bytes: inputBytes } = element;
        const id = data && idIn(data);
        if (id === undefined) continue;
        const outputBytes = bytesDown.get(id);
        bytesDown.delete(id);
        ids.set(keyOf(client), id);
        // Without its id in the other set it could send and not receive: it counts as not open, and is put right.
        if (outputBytes === undefined) continue;
        const used = { inputBytes, outputBytes };
        clients.set(keyOf(client), { ...client, kind: 'open', used, ...endOf(element, now) });
      }
    for (const [mac, element] of byMac(await elements(denySet(zone))))
      clients.set(keyOf({ zone, mac }), { zone, mac, kind: 'denied', ...endOf(element, now) });
  }
  return { clients, ids, strayIds: [...bytesDown.keys()].filter((id) => id !== undefined) };
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
    for await (const some of inSteps(await elements(seenSet(zone)), atOnce))
      for (const [mac, { expiresMs = timeout }] of byMac(some))
        seen.set(keyOf({ zone, mac }), now - (timeout - expiresMs));
  return seen;
}

/** What is no device's address cannot be a packet's source either, and means nothing. */
function byMac(elements: readonly Element[]): [MacAddress, Element][] {
  return elements.flatMap((element) => {
    const mac = macAddressFrom(element.key);
    return mac ? [[mac, element]] : [];
  });
}

/** A connection mark, in the machine's order. */
const idIn = (octets: Buffer) => (octets.length === 4 ? octets.readUInt32LE(0) : undefined);

const endOf = ({ expiresMs }: Element, now: number) =>
  expiresMs === undefined ? {} : { endsAt: now + expiresMs - backstopSeconds * 1000 };
