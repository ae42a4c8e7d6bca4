import type { Client, Neighbour } from '../../src/client/client.js';
import { parseIpAddress } from '../../src/client/ip-address.js';
import { parseMacAddress } from '../../src/client/mac-address.js';
import type { Neighbours, Whereabouts } from '../../src/client/neighbours.js';
import { StaticNeighbours } from '../../src/client/static-neighbours.js';
import { parseZoneName } from '../../src/client/zone-name.js';

/** Parsed, or the test is wrong. */
export function valid<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('a constant of a test does not parse');
  return value;
}

export const guest = valid(parseZoneName('guest'));
export const staff = valid(parseZoneName('staff'));
export const macOf = (text: string) => valid(parseMacAddress(text));

/** Devices have loopback addresses, so that a test can ask as any of them. */
export const phoneAddress = '127.0.0.1';
export const laptopAddress = '127.0.0.2';
export const strangerAddress = '127.0.0.3';
export const outsideAddress = '127.0.0.4';

export const phone: Client = { mac: macOf('02:00:00:00:00:01'), zone: guest };
export const laptop: Client = { mac: macOf('02:00:00:00:00:02'), zone: guest };

const at = (address: string, client: Client): Neighbour => ({
  ...client,
  address: valid(parseIpAddress(address)),
});

/** Phone and laptop are known; the stranger is in the zone, but the kernel knows no MAC for it. */
export const neighbours: Neighbours = new StaticNeighbours(
  [at(phoneAddress, phone), at(laptopAddress, laptop)],
  {
    find: (address): Whereabouts =>
      address === strangerAddress ? { kind: 'no-mac', zone: guest } : { kind: 'outside' },
    all: () => [],
  },
);
