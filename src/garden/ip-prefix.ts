import { type IpAddress, octetsOf, parseIpAddress } from '../client/ip-address.js';

declare const brand: unique symbol;

/** An address, or a network as `198.51.100.0/24`, in the form that nft takes; made by `parseIpPrefix` only. */
export type IpPrefix = string & { readonly [brand]: 'IpPrefix' };

/** Undefined also where bits are set behind the prefix, which is a mistake more often than not. */
export function parseIpPrefix(text: string): IpPrefix | undefined {
  const [, host = '', digits] = /^([0-9a-f:.]+)(?:\/(\d{1,3}))?$/i.exec(text) ?? [];
  const address = parseIpAddress(host);
  if (address === undefined || familyOf(address) !== familyOf(host)) return undefined;
  if (digits === undefined) return address as string as IpPrefix;
  const octets = octetsOf(address);
  const length = Number(digits);
  if (length > octets.length * 8 || !octets.equals(masked(octets, length))) return undefined;
  return `${address}/${length}` as IpPrefix;
}

export const familyOf = (prefix: string): 4 | 6 => (prefix.includes(':') ? 6 : 4);

/** In bits; that of an address is all of it. */
export function lengthOf(prefix: IpPrefix): number {
  const [, length] = prefix.split('/');
  return length === undefined ? { 4: 32, 6: 128 }[familyOf(prefix)] : Number(length);
}

export function isWithin(address: IpAddress, prefix: IpPrefix): boolean {
  if (familyOf(address) !== familyOf(prefix)) return false;
  const [network = ''] = prefix.split('/');
  return masked(octetsOf(address), lengthOf(prefix)).equals(octetsOf(network as IpAddress));
}

function masked(octets: Buffer, length: number): Buffer {
  return Buffer.from(
    octets.map((octet, at) => octet & (0xff00 >> Math.min(8, Math.max(0, length - at * 8))) & 0xff),
  );
}
