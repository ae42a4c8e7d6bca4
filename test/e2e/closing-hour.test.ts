import { setTimeout as pause } from 'node:timers/promises';
import { portalUrl, siteUrl } from './addresses.js';
import { clientRow } from './clients.js';
import { connectionReset, startDownload } from './downloads.js';
import { gatewayTests } from './gateway-tests.js';
import { logIn } from './login.js';

const test = gatewayTests();

/** A plan that is open now and closes at that full minute. */
function planUntil(closesAt: Date) {
  const opensAt = new Date(closesAt.getTime() - 12 * 3_600_000); // the day before, perhaps: then it is open past midnight
  const weekday = opensAt.toLocaleDateString('en', { weekday: 'short', timeZone: 'UTC' }).toLowerCase();
  const time = (date: Date) => date.toISOString().slice(11, 16);
  const hours = { [weekday]: `${time(opensAt)}-${time(closesAt)}` };
  return { duration: '8h', hours, 'time-zone': 'UTC' };
}

test('the closing hour cuts what runs, says why, and when it opens', async (t, hotspot) => {
  t.timeout(120_000);
  const phone = await hotspot.addPhone();
  // The first that leaves enough time to log in before it.
  const closesAt = new Date(Math.ceil((Date.now() + 15_000) / 60_000) * 60_000);
  await hotspot.daemon.configure({ plan: planUntil(closesAt) });
  await hotspot.daemon.reload('the new configuration is in force');
  await logIn(phone);
  const { endsAt = '' } = (await clientRow(hotspot, phone)) ?? {};
  t.true(Math.abs(Date.parse(endsAt) - closesAt.getTime()) < 1_000, endsAt);
  await pause(Math.max(0, closesAt.getTime() - Date.now() - 20_000)); // no download of ours goes on for a minute
  const download = await startDownload(phone);
  t.regex((await download.finished).stderr, connectionReset);
  t.true(Date.now() > closesAt.getTime() - 1_000, 'not early');
  t.regex((await hotspot.daemon.logged('authorisation ended')) ?? '', /"Session-Timeout","limit":"hours"/);
  t.is(await phone.status(siteUrl), '511');
  const page = (await phone.curl(portalUrl)).stdout;
  t.regex(page, /because the network has closed\. It opens on \w+day, /);
  t.notRegex(page, /<form/);
});
