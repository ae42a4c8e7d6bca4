import { siteUrl, zones } from './addresses.js';
import { clientRow } from './clients.js';
import { connectionReset, endOf, startDownload, untilItStands } from './downloads.js';
import { eventually } from './eventually.js';
import { gatewayTests } from './gateway-tests.js';
import { Meter } from './meter.js';
import { addUser, enter } from './users.js';

const limit = 3_000_000;
const day = { 'time-zone': 'UTC', daily: { begins: (new Date().getUTCHours() + 12) % 24 } }; // not while this runs
const test = gatewayTests([], {
  zoneKeys: { guest: { login: ['password'] } },
  plans: {
    data: { ...day, daily: { ...day.daily, data: '3MB' } },
    time: { ...day, daily: { ...day.daily, time: '15s' } },
  },
});

test('the data of a day carries over logins and devices of a user, to the byte', async (t, hotspot) => {
  const password = await addUser(hotspot, 'anna', '--plan', 'data');
  const [first, second] = [await hotspot.addPhone(), await hotspot.addPhone()];
  const meter = await Meter.onGateway(hotspot.gateway, zones.guest.bridge);
  t.is(await enter(first, 'anna', password), '303');
  t.is(await first.status(`${siteUrl}megabyte`), '200');
  t.is((await hotspot.daemon.run('revoke', first.mac)).code, 0);
  t.is(await enter(second, 'anna', password), '303');
  t.is(await second.status(`${siteUrl}megabyte`), '200');
  t.regex(await second.status(`${siteUrl}megabyte`, ...untilItStands), /^exit (18|28|56)$/);
  const { up, down } = await meter.read();
  const passed = up.bytes + down.bytes;
  t.true(passed <= limit && passed > limit - 2 * 65_536, `${passed} passed of ${limit}`);

  await eventually(async () => ((await second.status(siteUrl)) === '511' ? true : undefined));
  t.regex((await second.curl(siteUrl)).stdout, /because the data for today was used up/);
  for (const phone of [first, second]) t.is(await enter(phone, 'anna', password), '403');
});

test('the time of a day carries over logins and devices of a user, and its end cuts what runs', async (t, hotspot) => {
  const password = await addUser(hotspot, 'bert', '--plan', 'time');
  const [first, second] = [await hotspot.addPhone(), await hotspot.addPhone()];
  t.is(await enter(first, 'bert', password), '303');
  await first.start('curl', '--silent', '--no-buffer', `${siteUrl}trickle`).received(2); // half a second apart
  t.is((await hotspot.daemon.run('revoke', first.mac)).code, 0);
  t.is(await enter(second, 'bert', password), '303');
  const download = await startDownload(second);
  const { startedAt = '', endsAt = '' } = (await clientRow(hotspot, second)) ?? {};
  t.true(Date.parse(endsAt) - Date.parse(startedAt) <= 14_500, `from ${startedAt} to ${endsAt}`);
  t.regex(await endOf(download), connectionReset);
  t.regex((await second.curl(siteUrl)).stdout, /because the time for today was used up/);
  for (const phone of [first, second]) t.is(await enter(phone, 'bert', password), '403');
});
