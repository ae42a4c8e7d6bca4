import { gatewayIn, portalUrl } from './addresses.js';
import { eventually } from './eventually.js';
import { gatewayTests } from './gateway-tests.js';

const test = gatewayTests();
const gateway = gatewayIn('guest').address4;

test('a device that floods the name server is slowed, and no other one', async (t, hotspot) => {
  const [flooding, other] = [await hotspot.addPhone(), await hotspot.addPhone()];
  const said = await flooding.probe('flood', gateway, 'www.example.test');
  const [answered = 0, seconds = 0] = said.split(' ').map(Number);
  const most = 200 + 50 * seconds;
  t.true(answered >= 100 && answered <= most, `${answered} were answered in ${seconds} s`);
  t.is(await other.status(portalUrl), '200');
});

test('a device that opens many connections to the portal is refused at last, whichever of its addresses it uses, and no other one', async (t, hotspot) => {
  const [greedy, other] = [await hotspot.addPhone(), await hotspot.addPhone()];
  const hoard = greedy.startProbe('hoard', gateway, '80', '100');
  t.is(await hoard.line(/./), '64');
  const byIpv6 = greedy.startProbe('hoard', gatewayIn('guest').address6, '80', '10');
  t.is(await byIpv6.line(/./), '0');
  await byIpv6.kill('SIGTERM');
  // Refused, or dropped where br_netfilter sends the refusal past the address translation.
  t.regex(await greedy.status(portalUrl, '--connect-timeout', '1'), /^exit (7|28)$/);
  t.is(await other.status(portalUrl), '200');
  await hoard.kill('SIGTERM');
  // When the portal has closed the connections too.
  t.true(await eventually(async () => (await greedy.status(portalUrl)) === '200' || undefined));
});
