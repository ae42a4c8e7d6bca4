import { type ClientKey, keyOf } from '../client/client.js';
import { type MacAddress, parseMacAddress } from '../client/mac-address.js';
import type { ZoneName } from '../client/zone-name.js';
import type { Rates } from '../plan/plan.js';
import type { DeniedClient, Enforced, OpenClient } from './firewall.js';
import { backstopSeconds } from './nft-commands.js';
import { downloadRateSet, uploadRateSet } from './rates.js';
import { denySet, downSet, openMap, seenSet, seenTimeoutSeconds } from './ruleset.js';

/** What the kernel has, with the ids that connections are marked with. */
export interface Listing extends Enforced {
  readonly ids: ReadonlyMap<ClientKey, number>;
  /** Ids in the set for the way down that belong to no client. */
  readonly strayIds: readonly number[];
}

/** An element of a set, or of a map with the `id` that it leads to. */
interface Element {
  readonly value: string | number;
  readonly id?: number;
  readonly bytes: number;
  readonly packets: number;
  readonly bitsPerSecond?: number;
  readonly expiresSeconds?: number;
}

/** Reads what `nft -j list table inet gate511` prints (libnftables-json(5)); throws where that is not JSON. */
export function parseListing(json: string, zones: readonly ZoneName[], now: number): Listing {
  const sets = elementsBySet(JSON.parse(json));
  const down = new Map(sets.get(downSet)?.map((element) => [Number(element.value), element]));
  const downloadRates = ratesByKey(sets.get(downloadRateSet));
  const clients = new Map<ClientKey, OpenClient | DeniedClient>();
  const lastSeenAt = new Map<ClientKey, number>();
  const ids = new Map<ClientKey, number>();

  for (const zone of zones) {
    const uploadRates = ratesByKey(sets.get(uploadRateSet(zone)));
    for (const [mac, element] of byMac(sets.get(openMap(zone)))) {
      const client = { zone, mac };
      const { id, bytes: inputBytes, packets: inputPackets } = element;
      if (id === undefined) continue;
      const received = down.get(id);
      down.delete(id);
      ids.set(keyOf(client), id);
      // Without its id in the other set it could send and not receive: it counts as not open, and is put right.
      if (!received) continue;
      const { bytes: outputBytes, packets: outputPackets } = received;
      const used = { inputBytes, outputBytes, inputPackets, outputPackets };
      const rates = ratesIn(uploadRates.get(mac), downloadRates.get(id));
      clients.set(keyOf(client), { ...client, kind: 'open', used, ...rates, ...endOf(element, now) });
    }
    for (const [mac, element] of byMac(sets.get(denySet(zone))))
      clients.set(keyOf({ zone, mac }), { zone, mac, kind: 'denied', ...endOf(element, now) });
    for (const [mac, { expiresSeconds = seenTimeoutSeconds }] of byMac(sets.get(seenSet(zone))))
      lastSeenAt.set(keyOf({ zone, mac }), now - (seenTimeoutSeconds - expiresSeconds) * 1000);
  }
  return { clients, lastSeenAt, ids, strayIds: [...down.keys()] };
}

type Json = Readonly<Record<string, unknown>>;
const isObject = (json: unknown): json is Json => typeof json === 'object' && json !== null;
const isCount = (json: unknown): json is number => Number.isSafeInteger(json) && Number(json) >= 0;

function elementsBySet(json: unknown): Map<string, Element[]> {
  const items = isObject(json) && Array.isArray(json.nftables) ? json.nftables : [];
  const sets = items
    .filter(isObject)
    .map((item) => item.set ?? item.map)
    .filter(isObject);
  return new Map(
    sets.map(({ name, elem }) => [String(name), Array.isArray(elem) ? elem.flatMap(elementOf) : []]),
  );
}

/** `"02:…"`, `{"elem": {"val": "02:…", "expires": 5, "counter": {…}}}`, and in a map a pair of one of these and the id. */
function elementOf(json: unknown): Element[] {
  if (Array.isArray(json)) {
    const [key, id] = json;
    return isCount(id) ? elementOf(key).map((element) => ({ ...element, id })) : [];
  }
  const plain = isObject(json) && isObject(json.elem) ? json.elem : { val: json };
  const { val, expires, counter, limit } = plain;
  if (typeof val !== 'string' && typeof val !== 'number') return [];
  const { bytes, packets } = isObject(counter) ? counter : {};
  const counted = { bytes: isCount(bytes) ? bytes : 0, packets: isCount(packets) ? packets : 0 };
  return [
    {
      value: val,
      ...counted,
      ...(isObject(limit) ? { bitsPerSecond: rateIn(limit) } : {}),
      ...(typeof expires === 'number' ? { expiresSeconds: expires } : {}),
    },
  ];
}

const bytesOf: Readonly<Record<string, number>> = { bytes: 1, kbytes: 1024, mbytes: 1024 ** 2 };

/** nft prints a rate in the largest unit of which it is a whole multiple; 0, which nobody wants, where it is another's. */
const rateIn = ({ rate, rate_unit: unit, per }: Json) =>
  isCount(rate) && per === 'second' ? rate * 8 * (bytesOf[String(unit)] ?? 0) : 0;

const ratesByKey = (elements: readonly Element[] = []) =>
  new Map(elements.map(({ value, bitsPerSecond }) => [value, bitsPerSecond]));

function ratesIn(uploadBitsPerSecond?: number, downloadBitsPerSecond?: number): { readonly rates?: Rates } {
  if (uploadBitsPerSecond === undefined && downloadBitsPerSecond === undefined) return {};
  return {
    rates: {
      ...(uploadBitsPerSecond === undefined ? {} : { uploadBitsPerSecond }),
      ...(downloadBitsPerSecond === undefined ? {} : { downloadBitsPerSecond }),
    },
  };
}

/** What is no device's address cannot be a packet's source either, and means nothing. */
function byMac(elements: readonly Element[] = []): [MacAddress, Element][] {
  return elements.flatMap((element) => {
    const mac = parseMacAddress(String(element.value));
    return mac ? [[mac, element]] : [];
  });
}

const endOf = ({ expiresSeconds }: Element, now: number) =>
  expiresSeconds === undefined ? {} : { endsAt: now + (expiresSeconds - backstopSeconds) * 1000 };
