import ipaddr from 'ipaddr.js';

declare const brand: unique symbol;

/** An IPv4 or IPv6 address in its shortest text form, without zone index; made by `parseIpAddress` only. */
export type IpAddress = string & { readonly [brand]: 'IpAddress' };

/** As sockets report it: an IPv4-mapped IPv6 address is the IPv4 address, a zone index (`fe80::1%eth0`) is dropped. */
export function parseIpAddress(text: string): IpAddress | undefined {
  const address = text.replace(/%.*$/, '');
  const isAddress = ipaddr.IPv4.isValidFourPartDecimal(address) || ipaddr.IPv6.isValid(address);
  return isAddress ? (ipaddr.process(address).toString() as IpAddress) : undefined;
}

/** Four octets or sixteen, in network order. */
export function octetsOf(address: IpAddress): Buffer {
  return Buffer.from(ipaddr.parse(address).toByteArray());
}

export function ipAddressFrom(octets: Uint8Array): IpAddress | undefined {
  if (octets.length !== 4 && octets.length !== 16) return undefined;
  return ipaddr.fromByteArray([...octets]).toString() as IpAddress;
}
