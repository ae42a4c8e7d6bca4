import { access, constants, readFile, stat } from 'node:fs/promises';
import { reasonOf } from '../errors.js';
import { addressWarnings } from './address-warnings.js';
import { isAdminInTheClear } from './admin-address.js';
import { certificateWarnings } from './certificate-warnings.js';
import type { Config } from './config.js';

/**
 * What of this machine would make a zone useless, a sentence each. None of it is ours to change. `now` is epoch
 * milliseconds.
 */
export async function surroundingsWarnings(config: Config, now: number): Promise<string[]> {
  const warnings = [
    ...(await leaseWarnings(config)),
    ...(await certificateWarnings(config, now)),
    ...(await addressWarnings(config)),
  ];
  if (isAdminInTheClear(config))
    warnings.push(
      'admin.listen is no loopback address and admin.tls is not set: passwords cross the network in the clear',
    );
  if (config.firewall === 'none')
    return [...warnings, 'firewall: none, so nobody is kept out; this is for trying out'];
  const forwarding = [
    ['IPv4', '/proc/sys/net/ipv4/ip_forward'],
    ['IPv6', '/proc/sys/net/ipv6/conf/all/forwarding'],
  ] as const;
  for (const [family, path] of forwarding)
    if ((await contentOf(path)).trim() !== '1')
      warnings.push(`this machine does not forward ${family}: nobody gets beyond it (echo 1 > ${path})`);
  for (const zone of config.zones)
    if (!(await isThere(`/sys/class/net/${zone.interface}`)))
      warnings.push(`zone ${zone.name}: there is no interface ${zone.interface}`);
  if ((await contentOf('/proc/sys/net/bridge/bridge-nf-call-iptables')).trim() === '1')
    warnings.push(
      'br_netfilter is on: a client with too many connections is not refused but left waiting (sysctl net.bridge.bridge-nf-call-iptables=0)',
    );
  if (!(await hasResolver()))
    warnings.push('nothing listens on UDP port 53: clients resolve no name and never come to the login page');
  return warnings;
}

async function leaseWarnings({ zones }: Config): Promise<string[]> {
  const unread = await Promise.all(
    zones.map(async ({ name, leases }) => {
      const fault = leases === undefined ? undefined : await accessFault(leases);
      return fault === undefined ? [] : [`zone ${name}: devices are shown without names: ${fault}`];
    }),
  );
  return unread.flat();
}

const accessFault = (path: string) => access(path, constants.R_OK).then(() => undefined, reasonOf);

/** /proc/net/udp{,6} lists sockets with address and port in hexadecimal. */
async function hasResolver(): Promise<boolean> {
  const tables = await Promise.all(['/proc/net/udp', '/proc/net/udp6'].map(contentOf));
  return tables.some((table) => /^\s*\d+: [0-9A-F]+:0035 /m.test(table));
}

const contentOf = (path: string) => readFile(path, 'utf8').catch(() => '');
const isThere = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  );
