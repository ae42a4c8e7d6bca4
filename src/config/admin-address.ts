import { isIPv4 } from 'node:net';
import { networkInterfaces } from 'node:os';
import { exit, OperatorError } from '../errors.js';
import type { Config } from './config.js';
import { formatEndpoint } from './units.js';

type Interfaces = Readonly<Record<string, readonly { readonly address: string }[] | undefined>>;

/** Throws an OperatorError where the admin side would listen on an address of a zone, and nobody has said that it shall. */
export function checkAdminAddress(
  { admin, zones }: Pick<Config, 'admin' | 'zones'>,
  interfaces: Interfaces = networkInterfaces(),
): void {
  if (admin['zone-addresses'] || isLoopback(admin.listen.host)) return;
  for (const { name, interface: device } of zones)
    if (interfaces[device]?.some(({ address }) => address === admin.listen.host))
      throw new OperatorError(
        `admin.listen: found "${formatEndpoint(admin.listen)}", which is an address of zone ${name}, ` +
          'allowed: an address that no zone has, or admin.zone-addresses: true',
        exit.configuration,
      );
}

const isLoopback = (host: string) => host === '::1' || (isIPv4(host) && host.startsWith('127.'));

/** What operators open; ends with a slash. */
export function adminUrl({ admin: { listen, url, tls } }: Pick<Config, 'admin'>): string {
  if (url !== undefined) return url;
  const local = { '::': '::1', '0.0.0.0': '127.0.0.1' }[listen.host] ?? listen.host;
  return `${tls ? 'https' : 'http'}://${formatEndpoint({ ...listen, host: local })}/`;
}

/** Whether passwords would cross a network in the clear. */
export const isAdminInTheClear = ({ admin }: Pick<Config, 'admin'>) =>
  admin.tls === undefined && !isLoopback(admin.listen.host);
