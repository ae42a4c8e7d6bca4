import { internet, portalUrl, siteUrl } from './addresses.js';
import { openBrowser } from './browser.js';
import { certificateIn } from './certificate.js';
import { gatewayTests } from './gateway-tests.js';
import { logIn } from './login.js';

const test = gatewayTests(['chromium', 'openssl'], { isTls: true });
const secureUrl = portalUrl.replace('http:', 'https:');

test('where the portal speaks TLS, a device is sent there, logs in, and is online', async (t, hotspot) => {
  const phone = await hotspot.addPhone();
  const trust = ['--cacert', certificateIn(hotspot.directory)];
  t.is(await phone.probe('tcp', internet.address4, '443'), 'ECONNREFUSED');
  await logIn(phone, ...trust);
  t.is(await phone.status(siteUrl), '200');
  const api = JSON.parse((await phone.curl(...trust, `${secureUrl}captive-portal/api`)).stdout);
  t.like(api, { captive: false, 'user-portal-url': secureUrl });
});

test("who types the portal's name without https is sent to the secure page", async (t, hotspot) => {
  const phone = await hotspot.addPhone();
  for (const isOnline of [false, true]) {
    if (isOnline) await logIn(phone, '--cacert', certificateIn(hotspot.directory));
    const { stdout } = await phone.curl('--output', '/dev/null', '--write-out', '%{redirect_url}', portalUrl);
    t.is(stdout, secureUrl);
  }
});

test('Chromium reaches the secure login page by itself, and the site after one click', async (t, hotspot) => {
  const phone = await hotspot.addPhone();
  const browser = await openBrowser(phone, hotspot.directory);
  t.teardown(() => browser.close());
  const page = await browser.newPage({ ignoreHTTPSErrors: true });
  await page.goto(siteUrl, { waitUntil: 'commit' });
  await page.waitForURL(`${secureUrl}**`);
  await page.getByRole('button', { name: 'Accept and go online' }).click();
  await page.getByRole('link', { name: /^Go on to / }).click();
  await page.getByRole('heading', { name: 'The original page' }).waitFor();
  t.is(page.url(), siteUrl);
});

test('the lines that dhcp prints are such as dnsmasq takes', async (t, hotspot) => {
  const { stdout } = await hotspot.daemon.run('dhcp');
  const lines = stdout.split('\n').filter((line) => line.startsWith('dhcp-option='));
  t.true(lines.some((line) => line.includes(`${secureUrl}captive-portal/api`)));
  const { code } = await hotspot.gateway.run('dnsmasq', [
    '--test',
    '--conf-file=/dev/null',
    ...lines.map((line) => `--${line}`),
  ]);
  t.is(code, 0);
});
