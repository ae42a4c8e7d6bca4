import { isIPv4, isIPv6, SocketAddress } from 'node:net';
import ipaddr from 'ipaddr.js';

declare const brand: unique symbol;

/** An IPv4 or IPv6 address in the form of inet_ntop(3), without zone index; made by `parseIpAddress` only. */
export type IpAddress = string & { readonly [brand]: 'IpAddress' };

const mapped = '::ffff:';

/** As sockets report it: an IPv4-mapped IPv6 address is the IPv4 address, a zone index (`fe80::1%eth0`) is dropped. */
export function parseIpAddress(text: string): IpAddress | undefined {
  const inner = text.startsWith(mapped) ? text.slice(mapped.length) : text;
  if (isIPv4(inner)) return inner as IpAddress;
  const address = text.replace(/%.*$/, '');
  if (!isIPv6(address)) return undefined;
  const shortest = new SocketAddress({ address, family: 'ipv6' }).address;
  return (shortest.startsWith(mapped) ? shortest.slice(mapped.length) : shortest) as IpAddress;
}

/** The host of a URL, an IPv6 address without its brackets. */
export const hostOf = ({ hostname }: URL) => hostname.replace(/^\[|\]$/g, '');

/** Four octets or sixteen, in network order. */
export function octetsOf(address: IpAddress): Buffer {
  return Buffer.from(isIPv4(address) ? address.split('.').map(Number) : ipaddr.parse(address).toByteArray());
}

export function ipAddressFrom(octets: Uint8Array): IpAddress | undefined {
  if (octets.length === 4) return octets.join('.') as IpAddress;
  if (octets.length !== 16) return undefined;
  return parseIpAddress(ipaddr.fromByteArray([...octets]).toString());
}
