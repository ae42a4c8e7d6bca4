import type { IpAddress } from '../client/ip-address.js';
import { familyOf, type IpPrefix, isWithin, parseIpPrefix } from './ip-prefix.js';

const prefixes = (...texts: readonly string[]): readonly IpPrefix[] =>
  texts.map(parseIpPrefix).filter((prefix) => prefix !== undefined);

/** What no answer of a name server may open: this network, private, shared, loopback, link-local, multicast, reserved. */
export const notPublic4 = prefixes(
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '224.0.0.0/3',
);
/** Global unicast, all that is public in IPv6 (RFC 4291 §2.4). */
export const public6 = prefixes('2000::/3');

export function isPublic(address: IpAddress): boolean {
  const isIn = (prefix: IpPrefix) => isWithin(address, prefix);
  return familyOf(address) === 4 ? !notPublic4.some(isIn) : public6.some(isIn);
}
