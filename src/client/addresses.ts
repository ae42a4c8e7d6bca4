import { isIPv4 } from 'node:net';
import type { Clock } from '../system/clock.js';
import { type Client, type ClientKey, keyOf } from './client.js';
import type { IpAddress } from './ip-address.js';
import type { Neighbours } from './neighbours.js';

/** How long one listing serves those whose IPv4 address it has: whoever asks for many devices at once costs the kernel one. */
const freshMs = 1_000;
/**
 * Others have a new one sooner, but after so many times as long as the last one took: of those who are asked for together
 * most may be gone, and among thousands of neighbours each listing holds up everybody for some milliseconds.
 */
const restFactor = 9;
const shortestRestMs = 1;

/** The addresses of a device, as far as the neighbour table has them; none where it cannot be asked. */
export function addressesBy(neighbours: Neighbours, clock: Clock): (client: Client) => readonly IpAddress[] {
  let listing: ReadonlyMap<ClientKey, readonly IpAddress[]> = new Map();
  let listedAt = Number.NEGATIVE_INFINITY;
  let restMs = 0;
  return (client) => {
    const now = clock();
    const isKnown = listing.get(keyOf(client))?.some((address) => isIPv4(address));
    if (now - listedAt >= (isKnown ? freshMs : restMs)) {
      listing = listed(neighbours);
      listedAt = clock();
      restMs = Math.min(freshMs, Math.max(shortestRestMs, restFactor * (listedAt - now)));
    }
    return listing.get(keyOf(client)) ?? [];
  };
}

function listed(neighbours: Neighbours): ReadonlyMap<ClientKey, readonly IpAddress[]> {
  const listing = new Map<ClientKey, IpAddress[]>();
  try {
    for (const neighbour of neighbours.all()) {
      const addresses = listing.get(keyOf(neighbour));
      if (addresses) addresses.push(neighbour.address);
      else listing.set(keyOf(neighbour), [neighbour.address]);
    }
  } catch {
    return listing; // they are told for information only
  }
  return listing;
}
