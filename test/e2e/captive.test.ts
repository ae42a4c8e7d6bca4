import { internet, siteUrl } from './addresses.js';
import { gatewayTests } from './gateway-tests.js';

const test = gatewayTests();

for (const [family, option] of [
  ['IPv4', '-4'],
  ['IPv6', '-6'],
] as const)
  test(`an unknown device hears 511 over ${family}, and where to log in`, async (t, hotspot) => {
    const phone = await hotspot.addPhone();
    const { stdout } = await phone.curl(option, '--include', `${siteUrl}news?id=1`);
    t.regex(stdout, /^HTTP\/1\.1 511 Network Authentication Required\r\n/);
    const login = 'http://login.hotspot.test/?url=http%3A%2F%2Fwww.example.test%2Fnews%3Fid%3D1';
    t.true(stdout.includes(`href="${login}"`));
    t.is(await phone.status('http://login.hotspot.test/', option), '200');
  });

test('probes', async (t, hotspot) => {
  const phone = await hotspot.addPhone();
  for (const a of [internet.address4, internet.address6])
    t.log(a, await phone.probe('tcp', a, '443'), await phone.probe('udp', a, '443'), await phone.probe('dns', a, 'www.example.test', 'AAAA'), (await phone.run('ping', '-c1', '-W1', a)).stdout);
  t.pass();
});
