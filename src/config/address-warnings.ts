import { createSocket } from 'node:dgram';
import { isIP, isIPv6 } from 'node:net';
import { hostOf } from '../client/ip-address.js';
import { hasErrno } from '../errors.js';
import type { Config } from './config.js';

/** Of addresses that the configuration gives this machine and that it does not have, a sentence each. */
export async function addressWarnings({
  portal,
  interceptor,
  admin,
}: Pick<Config, 'portal' | 'interceptor' | 'admin'>): Promise<string[]> {
  const told = {
    'portal.url': hostOf(new URL(portal.url)),
    'portal.listen': portal.listen.host,
    'interceptor.listen': interceptor.listen.host,
    'admin.listen': admin.listen.host,
  };
  const warnings = Object.entries(told).map(async ([key, host]) =>
    isIP(host) === 0 || (await isOwn(host)) ? [] : [`${key}: no interface of this machine has ${host}`],
  );
  return (await Promise.all(warnings)).flat();
}

/** By asking the kernel for a socket there: the list of interfaces leaves out those without a carrier, and most of 127.0.0.0/8. */
const isOwn = (host: string) =>
  new Promise<boolean>((resolve) => {
    const socket = createSocket(isIPv6(host) ? 'udp6' : 'udp4');
    const answer = (is: boolean) => socket.close(() => resolve(is));
    socket.on('error', (error) => answer(!hasErrno(error, 'EADDRNOTAVAIL')));
    socket.bind({ address: host }, () => answer(true));
  });
