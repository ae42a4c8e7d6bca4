import { portalUrl, siteUrl } from './addresses.js';
import { gatewayTests } from './gateway-tests.js';

const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const inThreeDays = weekdays[(new Date().getUTCDay() + 3) % 7] ?? 'mon';
const hours = { [inThreeDays]: '09:30-12:00' };
const test = gatewayTests([], { plan: { hours, 'time-zone': 'UTC' } });

test('a zone that is closed says on each page when it opens, and lets nobody in', async (t, hotspot) => {
  const phone = await hotspot.addPhone();
  const says = /The network is closed now\. It opens on \w+day, \w+ \d+ at 9:30 AM\./u;
  const intercepted = await phone.curl('--write-out', '%{http_code}', siteUrl);
  t.regex(intercepted.stdout, /511$/);
  t.regex(intercepted.stdout, says);
  const page = (await phone.curl(portalUrl)).stdout;
  t.regex(page, says);
  t.notRegex(page, /<form/);
  t.regex(
    (await phone.curl('-H', 'Accept-Language: de', siteUrl)).stdout,
    /Das Netz ist jetzt geschlossen\./,
  );
  const json = JSON.parse((await phone.curl('-H', 'Accept: application/json', siteUrl)).stdout);
  t.regex(json.detail, says);
  t.is((await hotspot.daemon.run('authorise', phone.mac, '--plan', 'usual')).code, 1);
  t.is(await phone.status(siteUrl), '511');
});
