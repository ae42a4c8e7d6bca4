import { internet, portalUrl, siteUrl, uplink } from './addresses.js';
import { gatewayTests } from './gateway-tests.js';
import { logIn } from './login.js';

const test = gatewayTests();

for (const option of ['-4', '-6'])
  test(`one login, made with curl ${option}, opens IPv4 and IPv6 at once`, async (t, hotspot) => {
    const phone = await hotspot.addPhone();
    await logIn(phone, option);
    for (const each of ['-4', '-6'])
      t.true((await phone.curl(each, siteUrl)).stdout.includes('<h1>The original page</h1>'));
    for (const address of [internet.address4, internet.address6]) {
      t.is(await phone.probe('tcp', address, '443'), 'answered');
      t.is(await phone.probe('udp', address, '443'), 'answered');
    }
  });

test('another device stays captive while one is online', async (t, hotspot) => {
  const [phone, other] = [await hotspot.addPhone(), await hotspot.addPhone()];
  await logIn(phone);
  t.is(await phone.status(siteUrl), '200');
  t.is(await other.status(siteUrl), '511');
  t.is(await other.probe('tcp', internet.address4, '443'), 'ECONNREFUSED');
});

test('an address that a device gives itself after the login is online at once', async (t, hotspot) => {
  const phone = await hotspot.addPhone();
  await logIn(phone);
  const privacy = 'fd77::abcd';
  await phone.namespace.ip([`address add ${privacy}/64 dev eth0 nodad`]);
  t.is(await phone.status(siteUrl, '--interface', privacy), '200');
});

test('a device that is online in one zone is unknown in another', async (t, hotspot) => {
  const phone = await hotspot.addPhone('guest');
  await logIn(phone);
  const sameDevice = await hotspot.addPhone('staff', phone.mac);
  t.is(await sameDevice.status(siteUrl), '511');
  await logIn(sameDevice);
  await hotspot.daemon.run('revoke', phone.mac, '--zone', 'guest');
  t.is(await phone.status(siteUrl), '511');
  t.is(await sameDevice.status(siteUrl), '200');
});

test('a form that was made for another device lets nobody in', async (t, hotspot) => {
  const [phone, other] = [await hotspot.addPhone(), await hotspot.addPhone()];
  const [, token = ''] = /name="token" value="([^"]+)"/.exec((await other.curl(portalUrl)).stdout) ?? [];
  t.is(await phone.status(`${portalUrl}login`, '--data-urlencode', `token=${token}`), '403');
  t.is(await phone.status(siteUrl), '511');
});

test('the internet sees the gateway in the place of its guests', async (t, hotspot) => {
  const phone = await hotspot.addPhone();
  await logIn(phone);
  t.is((await phone.curl('-4', `${siteUrl}seen-from`)).stdout, `::ffff:${uplink.address4}`);
  t.is((await phone.curl('-6', `${siteUrl}seen-from`)).stdout, uplink.address6);
});

test('the captive portal API changes its answer in the moment of login and of revoke', async (t, hotspot) => {
  const phone = await hotspot.addPhone();
  const ask = async () => JSON.parse((await phone.curl(`${portalUrl}captive-portal/api`)).stdout);
  const before = await ask();
  t.like(before, { captive: true, 'user-portal-url': portalUrl });
  t.false('seconds-remaining' in before);
  await logIn(phone);
  const online = await ask();
  t.false(online.captive);
  t.true(online['seconds-remaining'] > 7 * 3600);
  await hotspot.daemon.run('revoke', phone.mac);
  t.true((await ask()).captive);
});
