import { gatewayIn, internet, siteUrl } from './addresses.js';
import { clientRow } from './clients.js';
import { connectionReset, endOf, startDownload } from './downloads.js';
import { eventually } from './eventually.js';
import { gatewayTests } from './gateway-tests.js';
import { logIn } from './login.js';
import { macOf } from './phone.js';

const test = gatewayTests();

for (const option of ['-4', '-6'])
  test(`revoke cuts a download that runs, with curl ${option}`, async (t, hotspot) => {
    const phone = await hotspot.addPhone();
    await logIn(phone);
    const download = await startDownload(phone, option);
    t.is((await hotspot.daemon.run('revoke', phone.mac)).code, 0);
    t.regex(await endOf(download), connectionReset);
    t.is(await phone.status(siteUrl, option), '511');
  });

for (const { what, args } of [
  {
    what: 'an upload that runs',
    args: ['--upload-file', '/dev/zero', '--limit-rate', '1M', `${siteUrl}upload`],
  },
  { what: 'a connection on which the device only listens', args: [`${siteUrl}trickle`] },
])
  test(`revoke cuts ${what}`, async (t, hotspot) => {
    const phone = await hotspot.addPhone();
    await logIn(phone);
    const curl = phone.start('curl', '--silent', '--show-error', '--no-buffer', ...args);
    await curl.received(1);
    t.is((await hotspot.daemon.run('revoke', phone.mac)).code, 0);
    t.regex(await endOf(curl), connectionReset);
  });

test('authorise lets a device in without a login', async (t, hotspot) => {
  const phone = await hotspot.addPhone();
  t.is(await phone.status(siteUrl), '511');
  t.is((await hotspot.daemon.run('authorise', phone.mac, '--for', '1h')).code, 0);
  t.is(await phone.status(siteUrl), '200');
});

test('a device that was allowed before it was ever seen is online as soon as it appears', async (t, hotspot) => {
  t.is((await hotspot.daemon.run('allow', macOf(hotspot.nextNumber))).code, 0);
  const phone = await hotspot.addPhone();
  t.is(await phone.status(siteUrl), '200');
  t.is(await phone.probe('tcp', internet.address6, '443'), 'answered');
});

test('deny shuts a device out, online as it was, from the portal too; forget undoes that', async (t, hotspot) => {
  const phone = await hotspot.addPhone();
  await logIn(phone);
  t.is((await hotspot.daemon.run('deny', phone.mac)).code, 0);
  for (const { address4 } of [internet, gatewayIn('guest')])
    t.is(await phone.status(`http://${address4}/`, '--connect-timeout', '1'), 'exit 28'); // nothing answers
  t.is((await hotspot.daemon.run('forget', phone.mac)).code, 0);
  t.is(await phone.status(siteUrl), '200'); // the authorisation still stands
});

test('clients tells who is there, in what state, and what each has transferred', async (t, hotspot) => {
  const [online, captive, allowed, denied] = [
    await hotspot.addPhone(),
    await hotspot.addPhone('staff'),
    await hotspot.addPhone(),
    await hotspot.addPhone(),
  ];
  await Promise.all([online, captive, allowed, denied].map((phone) => phone.status(siteUrl)));
  await Promise.all([
    logIn(online),
    hotspot.daemon.run('allow', allowed.mac),
    hotspot.daemon.run('deny', denied.mac),
  ]);
  t.like(await clientRow(hotspot, online), { zone: 'guest', state: 'authorised', method: 'click-through' });
  t.like(await clientRow(hotspot, captive), { zone: 'staff', state: 'captive', outputBytes: 0 });
  t.is((await clientRow(hotspot, allowed))?.state, 'allowed');
  t.is((await clientRow(hotspot, denied))?.state, 'denied');
  t.true((await clientRow(hotspot, online))?.addresses.includes(online.address4));

  for (const option of ['-4', '-6']) t.is(await online.status(`${siteUrl}megabyte`, option), '200');
  const counted = await eventually(async () => {
    const row = await clientRow(hotspot, online);
    return row && row.outputBytes > 2 * 1024 * 1024 ? row : undefined;
  });
  t.true(counted.outputBytes < 2.5 * 1024 * 1024);
  t.true(counted.inputBytes > 0 && counted.inputBytes < counted.outputBytes);
  t.regex(counted.lastSeenAt ?? '', /^\d{4}-\d\d-\d\dT/);
});
