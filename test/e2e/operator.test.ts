import { internet, portalUrl, siteUrl } from './addresses.js';
import { connectionReset, startDownload } from './downloads.js';
import { eventually } from './eventually.js';
import { gatewayTests } from './gateway-tests.js';
import type { Hotspot } from './hotspot.js';
import { logIn } from './login.js';
import { macOf } from './phone.js';

const test = gatewayTests();

for (const option of ['-4', '-6'])
  test(`revoke cuts a download that runs, with curl ${option}`, async (t, hotspot) => {
    const phone = await hotspot.addPhone();
    await logIn(phone);
    const download = await startDownload(phone, option);
    t.is((await hotspot.daemon.run('revoke', phone.mac)).code, 0);
    t.is((await download.finished).code, connectionReset);
    t.is(await phone.status(siteUrl, option), '511');
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
  const impatient = ['--connect-timeout', '1', '--resolve', `www.example.test:80:${internet.address4}`];
  t.is(await phone.status(siteUrl, ...impatient), 'exit 28'); // nothing answers
  t.is(await phone.status(portalUrl, ...impatient), 'exit 28');
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
  const rowOf = async (mac: string) => (await clients(hotspot)).find((row) => row.mac === mac);
  t.like(await rowOf(online.mac), { zone: 'guest', state: 'authorised', method: 'click-through' });
  t.like(await rowOf(captive.mac), { zone: 'staff', state: 'captive', outputBytes: 0 });
  t.is((await rowOf(allowed.mac))?.state, 'allowed');
  t.is((await rowOf(denied.mac))?.state, 'denied');
  t.true((await rowOf(online.mac))?.addresses.includes(online.address4));

  for (const option of ['-4', '-6']) t.is(await online.status(`${siteUrl}megabyte`, option), '200');
  const counted = await eventually(async () => {
    const row = await rowOf(online.mac);
    return row && row.outputBytes > 2 * 1024 * 1024 ? row : undefined;
  });
  t.true(counted.outputBytes < 2.5 * 1024 * 1024);
  t.true(counted.inputBytes > 0 && counted.inputBytes < counted.outputBytes);
  t.regex(counted.lastSeenAt, /^\d{4}-\d\d-\d\dT/);
});

interface Row {
  readonly mac: string;
  readonly zone: string;
  readonly state: string;
  readonly addresses: readonly string[];
  readonly inputBytes: number;
  readonly outputBytes: number;
  readonly lastSeenAt: string;
}

async function clients({ daemon }: Hotspot): Promise<readonly Row[]> {
  return JSON.parse((await daemon.run('clients', '--json')).stdout);
}
