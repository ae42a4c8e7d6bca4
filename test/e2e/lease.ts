import { fileURLToPath } from 'node:url';
import { gatewayIn } from './addresses.js';
import type { Phone } from './phone.js';

const client = fileURLToPath(new URL('dhcp-client.js', import.meta.url));

/** The phone takes what the gateway's DHCP server gives it, and says what it is called. */
export async function takeLease(phone: Phone, hostName = ''): Promise<void> {
  await phone.namespace.ip(['route add 255.255.255.255 dev eth0']);
  const { stdout, stderr } = await phone.run(process.execPath, client, 'lease', phone.mac, hostName);
  if (stdout === '') throw new Error(`no lease: ${stderr}`);
  await phone.takeAddresses({ address4: stdout.trim(), address6: phone.address6 });
}

/** The phone gives its IPv4 address back to the DHCP server. */
export async function giveBackLease(phone: Phone): Promise<void> {
  const server = gatewayIn(phone.zone).address4;
  await phone.run(process.execPath, client, 'release', phone.mac, phone.address4, server);
  await phone.leave();
}
