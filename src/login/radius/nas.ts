import { isIPv4 } from 'node:net';
import type { Client } from '../../client/client.js';
import { type IpAddress, octetsOf, parseIpAddress } from '../../client/ip-address.js';
import type { MacAddress } from '../../client/mac-address.js';
import type { Attribute } from './attributes.js';

/** RFC 6911 §3.1; not in the package's dictionary. */
const framedIpv6Address = '168';

/** What a packet says of this gateway: its name, and the address it comes from. */
export function gatewayAttributes(nasIdentifier: string, ownAddress: string): Attribute[] {
  const address = parseIpAddress(ownAddress);
  return [
    ['NAS-Identifier', nasIdentifier],
    ...(address ? [addressAttribute(address, { four: 'NAS-IP-Address', six: 'NAS-IPv6-Address' })] : []),
  ];
}

/** What a packet says of the device: where and how it is there. */
export function clientAttributes(
  nasIdentifier: string,
  { mac, zone }: Client,
  addresses: readonly IpAddress[],
): Attribute[] {
  const four = addresses.find((address) => isIPv4(address));
  const six = addresses.filter((address) => !isIPv4(address) && !address.startsWith('fe80'));
  return [
    ['NAS-Port-Type', 'Wireless-802.11'],
    ['Called-Station-Id', `${nasIdentifier}:${zone}`],
    ['Calling-Station-Id', stationIdOf(mac)],
    ...[...(four ? [four] : []), ...six.slice(0, mostIpv6Addresses)].map((address) =>
      addressAttribute(address, { four: 'Framed-IP-Address', six: framedIpv6Address }),
    ),
  ];
}

const mostIpv6Addresses = 8;

/** The addresses that a device has now. */
export type AddressesOf = (client: Client) => readonly IpAddress[];

/** RFC 3580 §3.21. */
const stationIdOf = (mac: MacAddress) => mac.replaceAll(':', '-').toUpperCase();

function addressAttribute(
  address: IpAddress,
  names: { readonly four: string; readonly six: string },
): Attribute {
  return isIPv4(address) ? [names.four, address] : [names.six, octetsOf(address)];
}
