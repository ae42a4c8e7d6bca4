import { PortalError } from '../errors.js';
import type { Client } from './client.js';
import { parseIpAddress } from './ip-address.js';
import type { Neighbours } from './neighbours.js';
import type { ZoneName } from './zone-name.js';

/** The client behind a socket's remote address; throws a PortalError that says why there is none. */
export type Identify = (remoteAddress: string | undefined) => Client;

export function identifyBy(neighbours: Neighbours): Identify {
  return (remoteAddress) => {
    const address = parseIpAddress(remoteAddress ?? '');
    const found = address ? neighbours.find(address) : ({ kind: 'outside' } as const);
    if (found.kind === 'neighbour') return { mac: found.mac, zone: found.zone };
    if (found.kind === 'outside')
      throw new PortalError('outside-every-zone', {
        detail: `${address ?? 'a closed connection'} is on no zone's interface`,
      });
    throw new PortalError('unknown-device', {
      detail: `the neighbour table has no MAC for ${address} in zone ${found.zone}`,
      retryAfterSeconds: 2,
    });
  };
}

/** The zone in which an address is, known device or not; undefined where that cannot be found out. */
export function zoneOfAddressBy(
  neighbours: Neighbours,
): (remoteAddress: string | undefined) => ZoneName | undefined {
  return (remoteAddress) => {
    const address = parseIpAddress(remoteAddress ?? '');
    try {
      const found = address && neighbours.find(address);
      return found && 'zone' in found ? found.zone : undefined;
    } catch {
      return undefined; // it decides on looks only
    }
  };
}
