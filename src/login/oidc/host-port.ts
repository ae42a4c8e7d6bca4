import { hostOf, type IpAddress, parseIpAddress } from '../../client/ip-address.js';
import { type HostName, parseHostName } from '../../garden/host-name.js';

/** A TCP port of a host, by its name or its address. */
export type HostPort = ({ readonly name: HostName } | { readonly address: IpAddress }) & {
  readonly port: number;
};

export const hostPortForm =
  'a name or an address, and perhaps a port (else 443), IPv6 in brackets: "idp.example.net", "10.0.0.5:8443"';

export function parseHostPort(text: string): HostPort | undefined {
  if (!URL.canParse(`https://${text}`)) return undefined;
  const url = new URL(`https://${text}`);
  const isPlain = [url.hostname, `${url.hostname}:${url.port || 443}`].includes(text.toLowerCase());
  return isPlain ? hostPortOf(url) : undefined;
}

/** Where a URL leads to; undefined where its host has no name that others know. */
export function hostPortOf(url: URL): HostPort | undefined {
  const { hostname, port: given, protocol } = url;
  const port = given === '' ? (protocol === 'http:' ? 80 : 443) : Number(given);
  const address = parseIpAddress(hostOf(url));
  if (address) return { address, port };
  const name = parseHostName(hostname);
  return name && { name, port };
}
