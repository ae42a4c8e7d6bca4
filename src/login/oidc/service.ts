import { type IpAddress, parseIpAddress } from '../../client/ip-address.js';
import { type HostName, parseHostName } from '../../garden/host-name.js';

/** What listens on a TCP port of a host. */
export type Service = ({ readonly name: HostName } | { readonly address: IpAddress }) & {
  readonly port: number;
};

export const serviceForm =
  'a name or an address, and perhaps a port (else 443), IPv6 in brackets: "idp.example.net", "10.0.0.5:8443"';

export function parseService(text: string): Service | undefined {
  if (!URL.canParse(`https://${text}`)) return undefined;
  const url = new URL(`https://${text}`);
  const isPlain = [url.hostname, `${url.hostname}:${url.port || 443}`].includes(text.toLowerCase());
  return isPlain ? serviceOf(url) : undefined;
}

/** The service that a URL leads to; undefined where its host has no name that others know. */
export function serviceOf({ hostname, port: given, protocol }: URL): Service | undefined {
  const port = given === '' ? (protocol === 'http:' ? 80 : 443) : Number(given);
  const address = parseIpAddress(hostname.replace(/^\[|\]$/g, ''));
  if (address) return { address, port };
  const name = parseHostName(hostname);
  return name && { name, port };
}
