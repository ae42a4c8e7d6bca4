import { gatewayIn, portalUrl } from './addresses.js';
import { gatewayTests } from './gateway-tests.js';
import { logIn } from './login.js';
import type { Phone } from './phone.js';

const test = gatewayTests();

for (const zone of ['guest', 'staff'] as const)
  test(`a guest who is online reaches no device in the ${zone} zone by way of the gateway`, async (t, hotspot) => {
    const guest = await hotspot.addPhone('guest');
    const other = await hotspot.addPhone(zone);
    await Promise.all([guest, other].map((phone) => logIn(phone)));
    await routeByGateway(guest, other);
    const listening = other.start(process.execPath, '-e', serveOn80);
    await listening.line(/^listening$/);
    t.is(await guest.probe('tcp', other.address4, '80'), 'ECONNREFUSED');
    t.is(await guest.probe('tcp', other.address6, '80'), 'ECONNREFUSED');
    t.is(await other.probe('tcp', '127.0.0.1', '80'), 'answered');
  });

test('a guest, online or not, reaches neither the admin side nor the interceptor by its own port', async (t, hotspot) => {
  const guest = await hotspot.addPhone();
  const { address4, address6 } = gatewayIn('guest');
  const refusals = async () => {
    for (const address of [address4, address6, gatewayIn('staff').address4])
      for (const port of ['8511', '8512'])
        t.is(await guest.probe('tcp', address, port), 'ECONNREFUSED', `${address} port ${port}`);
  };
  await refusals();
  await logIn(guest);
  await refusals();
  t.is(await hotspotHealth(), 200);

  async function hotspotHealth(): Promise<number> {
    const { stdout } = await hotspot.gateway.run('curl', [
      '-s',
      '-o',
      '/dev/null',
      '-w',
      '%{http_code}',
      healthUrl,
    ]);
    return Number(stdout);
  }
});

test('http://gateway/ is the login page, by any of its addresses', async (t, hotspot) => {
  const guest = await hotspot.addPhone();
  const { stdout } = await guest.curl(
    '--write-out',
    '%{redirect_url}',
    `http://${gatewayIn('guest').address4}/`,
  );
  t.is(stdout, portalUrl);
});

const healthUrl = 'http://127.0.0.1:8512/healthz';
const serveOn80 = `require('node:net').createServer().listen(80, '::', () => console.log('listening'))`;

/** The ports do not hear each other: without this, nothing would reach the gateway either. */
async function routeByGateway(from: Phone, to: Phone): Promise<void> {
  const { address4, address6 } = gatewayIn(from.zone);
  await from.namespace.ip([
    `route add ${to.address4}/32 via ${address4}`,
    `route add ${to.address6}/128 via ${address6}`,
  ]);
}
