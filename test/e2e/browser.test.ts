import { site6Url, siteUrl } from './addresses.js';
import { openBrowser } from './browser.js';
import { gatewayTests } from './gateway-tests.js';

const test = gatewayTests(['chromium']);

for (const [what, url] of [
  ['a site', siteUrl],
  ['a site that has IPv6 only', site6Url],
] as const)
  test(`Chromium opens ${what}, is on the login page by itself, and reads the site after one click`, async (t, hotspot) => {
    const [phone, other] = [await hotspot.addPhone(), await hotspot.addPhone()];
    const browser = await openBrowser(phone, hotspot.directory);
    t.teardown(() => browser.close());
    const page = await browser.newPage();

    await page.goto(url, { waitUntil: 'commit' });
    await page.getByRole('heading', { name: 'Welcome to Café Example' }).waitFor();
    await page.getByRole('button', { name: 'Accept and go online' }).click();
    await page.getByRole('heading', { name: 'You are online' }).waitFor();
    await page.getByRole('link', { name: `Go on to ${new URL(url).host}` }).click();
    await page.getByRole('heading', { name: 'The original page' }).waitFor();

    t.is(page.url(), url);
    t.is(await other.status(url), '511');
  });

test('Chromium shows the login page again after the visitor has logged out', async (t, hotspot) => {
  const phone = await hotspot.addPhone();
  const browser = await openBrowser(phone, hotspot.directory);
  t.teardown(() => browser.close());
  const page = await browser.newPage();

  await page.goto(siteUrl, { waitUntil: 'commit' });
  await page.getByRole('button', { name: 'Accept and go online' }).click();
  await page.getByRole('link', { name: /^Go on to / }).click();
  await page.getByRole('heading', { name: 'The original page' }).waitFor();
  await page.goBack();
  await page.getByRole('button', { name: 'Log out' }).click();
  await page.getByText('You have logged out.').waitFor();
  await page.goto(siteUrl, { waitUntil: 'commit' });
  await page.getByRole('heading', { name: 'Welcome to Café Example' }).waitFor();

  t.is(await phone.status(siteUrl), '511');
});
