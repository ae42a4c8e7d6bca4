import assert from 'node:assert';
import type { Client } from '../src/client/client.js';
import { type IpAddress, parseIpAddress } from '../src/client/ip-address.js';
import { type MacAddress, parseMacAddress } from '../src/client/mac-address.js';
import { parseZoneName, type ZoneName } from '../src/client/zone-name.js';

export function mac(text: string): MacAddress {
  const parsed = parseMacAddress(text);
  assert(parsed, `${text} is a MAC address`);
  return parsed;
}

export function zone(text: string): ZoneName {
  const parsed = parseZoneName(text);
  assert(parsed, `${text} is a zone name`);
  return parsed;
}

export function address(text: string): IpAddress {
  const parsed = parseIpAddress(text);
  assert(parsed, `${text} is an IP address`);
  return parsed;
}

export const guest = zone('guest');
export const staff = zone('staff');
export const phone: Client = { mac: mac('02:00:00:00:00:0a'), zone: guest };
export const laptop: Client = { mac: mac('02:00:00:00:00:0b'), zone: guest };
export const printer: Client = { mac: mac('02:00:00:00:00:0c'), zone: staff };

/** One of many. */
export const clientNumber = (number: number): Client => ({
  mac: mac(`02ff${number.toString(16).padStart(8, '0')}`),
  zone: guest,
});
