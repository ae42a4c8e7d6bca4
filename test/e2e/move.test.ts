import { internet, portalUrl, siteUrl } from './addresses.js';
import { clientRow } from './clients.js';
import { eventually } from './eventually.js';
import { gatewayTests } from './gateway-tests.js';
import { giveBackLease, takeLease } from './lease.js';
import { logIn } from './login.js';
import { moveSession } from './move-session.js';

const test = gatewayTests(['dnsmasq'], { zoneKeys: { guest: { leases: 'leases' } } });

test('a phone that has changed its address goes on with its session by the code', async (t, hotspot) => {
  const phone = await hotspot.addPhone();
  await logIn(phone);
  await phone.curl(siteUrl);
  const before = await clientRow(hotspot, phone);

  const renewed = await hotspot.addPhone();
  t.is(await renewed.status(siteUrl), '511');
  await moveSession(phone, renewed);
  t.is(await renewed.status(siteUrl), '200');
  t.is(await phone.status(siteUrl), '511');
  t.is(await phone.probe('tcp', internet.address4, '443'), 'ECONNREFUSED');
  const after = await clientRow(hotspot, renewed);
  t.is(after?.endsAt, before?.endsAt);
  t.true((after?.inputBytes ?? 0) >= (before?.inputBytes ?? 1));
  t.is((await clientRow(hotspot, phone))?.state, 'captive');
});

test('the login page shows by what name the device took its lease, and that its address is private', async (t, hotspot) => {
  const phone = await hotspot.addPhoneWithoutAddress();
  await takeLease(phone, 'Annas-Phone');
  const page = await eventually(async () => {
    const { stdout } = await phone.curl(portalUrl);
    return stdout.includes('Annas-Phone') ? stdout : undefined;
  });
  t.regex(page, /This device: <bdi>Annas-Phone<\/bdi>\. It uses a private address/);
  await giveBackLease(phone);
});

test('a hostile name in a DHCP request comes to no page and no log', async (t, hotspot) => {
  const phone = await hotspot.addPhoneWithoutAddress();
  await takeLease(phone, '<script>alert(1)</script>{{7*7}}\n\u001b[2J');
  const { stdout } = await phone.curl(portalUrl);
  t.regex(stdout, /This device: <bdi>[A-Za-z0-9 ._:-]+<\/bdi>/);
  t.notRegex(stdout, /<script|alert|7\*7/);
  t.notRegex(hotspot.daemon.log, /alert|7\*7/);
  await giveBackLease(phone);
});
