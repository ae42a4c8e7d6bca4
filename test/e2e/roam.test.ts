import { internet, siteUrl } from './addresses.js';
import { clientRow } from './clients.js';
import { gatewayTests } from './gateway-tests.js';
import { logIn } from './login.js';

const test = gatewayTests([], {
  zoneKeys: { guest: { roam: ['staff'] }, staff: { roam: ['guest'] } },
});

test('a device that is online in one zone is online in another one that takes its logins, and counted on', async (t, hotspot) => {
  const phone = await hotspot.addPhone('guest');
  await logIn(phone);
  t.is(await phone.status(siteUrl), '200');
  const before = (await clientRow(hotspot, phone))?.inputBytes ?? 0;
  await phone.leave();

  const elsewhere = await hotspot.addPhone('staff', phone.mac);
  t.is(await elsewhere.probe('tcp', internet.address4, '443'), 'ECONNREFUSED');
  // Its first request, which every system sends when it joins a network, tells that it is here.
  t.is(await elsewhere.status(siteUrl), '503');
  for (const option of ['-4', '-6']) t.is(await elsewhere.status(siteUrl, option), '200');
  t.is(await elsewhere.probe('tcp', internet.address4, '443'), 'answered');
  const row = await clientRow(hotspot, elsewhere);
  t.is(row?.state, 'authorised');
  t.true((row?.inputBytes ?? 0) >= before);
});

test('it is never online in both zones, and revoke ends it for both', async (t, hotspot) => {
  const phone = await hotspot.addPhone('guest');
  await logIn(phone);
  const elsewhere = await hotspot.addPhone('staff', phone.mac);
  t.is(await elsewhere.status(siteUrl), '503');
  t.is(await elsewhere.status(siteUrl), '200');
  t.is(await phone.probe('tcp', internet.address4, '443'), 'ECONNREFUSED');
  t.is((await hotspot.daemon.run('revoke', phone.mac)).code, 0);
  for (const each of [elsewhere, phone]) {
    t.is(await each.probe('tcp', internet.address4, '443'), 'ECONNREFUSED');
    t.is(await each.status(siteUrl), '511');
  }
});
