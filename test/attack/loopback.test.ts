import { gatewayIn, internet, zones } from '../e2e/addresses.js';
import { gatewayTests } from '../e2e/gateway-tests.js';
import type { Hotspot } from '../e2e/hotspot.js';
import { logIn } from '../e2e/login.js';
import type { Phone } from '../e2e/phone.js';

const test = gatewayTests();

/** Where systemd's name service listens, and services for the machine itself. */
const loopback = ['127.0.0.1', '127.0.0.53'];
const ports = [53, 22, 80, 8510, 8511];
/** The daemon and dnsmasq have their ports on all addresses already. */
const serve = `require('node:net').createServer((s) => s.end('open')).listen(22, '127.0.0.1');
  const udp = require('node:dgram').createSocket('udp4').on('message', (m, from) => udp.send(m, from.port, from.address));
  udp.bind(161, '127.0.0.1', () => console.log('listening'));`;

test('where the kernel takes packets for 127.0.0.0/8 from a zone, they reach no service of the gateway’s own', async (t, hotspot) => {
  const guest = await hotspot.addPhone();
  await hotspot.gateway.start(process.execPath, ['-e', serve]).line(/^listening$/);
  t.is((await hotspot.gateway.run('curl', ['-s', 'http://127.0.0.1:8512/healthz'])).stdout, 'ok\n');
  await leadLoopbackOut(hotspot, guest);
  for (const isOnline of [false, true]) {
    if (isOnline) await logIn(guest);
    for (const address of loopback) {
      // Refused by the firewall, not lost on the way: so the packets do arrive.
      t.is(await guest.probe('tcp', address, '8512'), 'ECONNREFUSED', address);
      for (const port of ports)
        t.not(await guest.probe('tcp', address, `${port}`), 'answered', `${address} port ${port}`);
      t.not(await guest.probe('udp', address, '161'), 'answered', address);
      t.not(await guest.probe('dns', address, 'www.example.test'), internet.address4, address);
    }
  }
});

/** The phone asks the gateway for 127.0.0.0/8, and both take such packets from each other. */
async function leadLoopbackOut({ gateway }: Hotspot, { namespace }: Phone): Promise<void> {
  await gateway.set([`ipv4/conf/${zones.guest.bridge}/route_localnet=1`]);
  await namespace.set(['ipv4/conf/eth0/route_localnet=1']);
  await namespace.ip([
    'address del 127.0.0.1/8 dev lo',
    `route add 127.0.0.0/8 via ${gatewayIn('guest').address4}`,
  ]);
}
