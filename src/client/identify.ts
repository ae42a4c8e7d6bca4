import type { Socket } from 'node:net';
import { PortalError } from '../errors.js';
import type { Client } from './client.js';
import { type IpAddress, parseIpAddress } from './ip-address.js';
import type { MacAddress } from './mac-address.js';
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

/** Where a connection comes from, as its socket has it. */
type Peer = Pick<Socket, 'remoteAddress' | 'remotePort'>;

/** The client behind a connection, for what is only its own business; throws as `Identify` does. */
export type IdentifyPeer = (peer: Peer) => Client;

/** Whoever has the address, if `hasBegun` says that it was he too who began the connection. */
export function identifyPeerBy(
  identify: Identify,
  hasBegun: (mac: MacAddress, address: IpAddress, port: number) => boolean,
): IdentifyPeer {
  return ({ remoteAddress = '', remotePort = 0 }) => {
    const client = identify(remoteAddress);
    const address = parseIpAddress(remoteAddress);
    if (!address || !hasBegun(client.mac, address, remotePort))
      throw new PortalError('unknown-device', {
        detail: `${remoteAddress} is ${client.mac}, who has not begun this connection`,
        retryAfterSeconds: 2,
      });
    return client;
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
