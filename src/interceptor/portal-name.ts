import { isIPv6, type Socket } from 'node:net';
import { parseIpAddress } from '../client/ip-address.js';
import type { Target } from '../http/target.js';

/**
 * Whether a request names the portal: by its name, without a port too, since that is what a visitor types; or by the
 * address of this gateway, the socket's own, where the firewall leads to the interceptor because the portal speaks TLS.
 */
export function isMeantForPortal({ hostname, port }: Target, portal: URL, socket: Socket): boolean {
  if (hostname === portal.hostname) return port === '' || port === portal.port;
  return portal.protocol === 'https:' && port === '' && hostname === hostOf(socket.localAddress);
}

/** An address as URLs have it. */
function hostOf(address: string | undefined): string {
  const parsed = parseIpAddress(address ?? '') ?? '';
  return isIPv6(parsed) ? `[${parsed}]` : parsed;
}
