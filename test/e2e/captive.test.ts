import { internet, portalUrl, siteUrl } from './addresses.js';
import { gatewayTests } from './gateway-tests.js';

const test = gatewayTests(['ping']);

for (const [family, option] of [
  ['IPv4', '-4'],
  ['IPv6', '-6'],
] as const)
  test(`an unknown device hears 511 over ${family}, and where to log in`, async (t, hotspot) => {
    const phone = await hotspot.addPhone();
    const { stdout } = await phone.curl(option, '--include', `${siteUrl}news?id=1`);
    t.regex(stdout, /^HTTP\/1\.1 511 Network Authentication Required\r\n/);
    t.true(stdout.includes(`href="${portalUrl}?url=${encodeURIComponent(`${siteUrl}news?id=1`)}"`));
    t.is(await phone.status(portalUrl, option), '200');
  });

/** What the kernel makes of the gateway's "administratively prohibited": RFC 1812 §5.2.7.1, RFC 4443 §3.1. */
for (const { address, udpError, pingError } of [
  { address: internet.address4, udpError: 'EHOSTUNREACH', pingError: /Packet filtered/ },
  { address: internet.address6, udpError: 'EACCES', pingError: /Administratively prohibited/ },
])
  test(`a captive device learns at once that nothing else of ${address} is open to it`, async (t, hotspot) => {
    const phone = await hotspot.addPhone();
    t.is(await phone.probe('tcp', address, '443'), 'ECONNREFUSED');
    t.is(await phone.probe('tcp', address, '22'), 'ECONNREFUSED');
    t.is(await phone.probe('udp', address, '443'), udpError);
    t.regex((await phone.run('ping', '-c', '1', '-W', '5', address)).stdout, pingError);
  });

test('a captive device that asks another name server is answered by the gateway', async (t, hotspot) => {
  const phone = await hotspot.addPhone();
  t.is(await phone.probe('dns', internet.address4, 'www.example.test', 'A'), internet.address4);
  t.is(await phone.probe('dns', internet.address6, 'www.example.test', 'AAAA'), internet.address6);
});
