import { gatewayIn, internet, leasedAddress, portalUrl, site6Url } from './addresses.js';
import type { Namespace } from './namespace.js';
import type { Program } from './program.js';

/** The gateway's dnsmasq: names below .test are the internet's, the portal's is the gateway's, one address is to lease. */
export async function startNameServer(
  gateway: Namespace,
  directory: string,
  ...more: readonly string[]
): Promise<Program> {
  const here = gatewayIn('guest');
  const dnsmasq = gateway.start('dnsmasq', [
    '--keep-in-foreground',
    '--conf-file=/dev/null',
    '--user=root',
    '--log-facility=-',
    `--pid-file=${directory}/dnsmasq.pid`,
    `--dhcp-leasefile=${directory}/leases`,
    '--no-resolv',
    '--no-hosts',
    '--local=/test/',
    `--address=/test/${internet.address4}`,
    `--address=/test/${internet.address6}`,
    `--address=/${new URL(site6Url).hostname}/${internet.address6}`,
    `--host-record=${new URL(portalUrl).hostname},${here.address4},${here.address6}`,
    '--no-ping',
    `--dhcp-range=${leasedAddress},${leasedAddress}`,
    ...more,
  ]);
  await dnsmasq.line(/started, version/);
  return dnsmasq;
}
