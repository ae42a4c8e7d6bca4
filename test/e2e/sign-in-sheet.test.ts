import type { Page } from 'playwright-core';
import { internet, portalUrl, siteUrl } from './addresses.js';
import { openBrowser } from './browser.js';
import { gatewayTests } from './gateway-tests.js';
import type { Hotspot } from './hotspot.js';

const test = gatewayTests(['chromium']);

/** How systems ask whether they are captive, and what then shows the page. */
const sheets = [
  {
    sheet: 'Apple’s sign-in sheet',
    probe: 'http://captive.apple.com/hotspot-detect.html',
    probeAgent: 'CaptiveNetworkSupport-481.100.2 wispr',
    answer: 511,
    userAgent:
      'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148',
  },
  {
    sheet: 'Android’s sign-in page',
    probe: 'http://connectivitycheck.gstatic.com/generate_204',
    probeAgent:
      'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0.0.0 Safari/537.36',
    answer: 302, // it takes a 511 for a network without internet
    userAgent:
      'Mozilla/5.0 (Linux; Android 14; Pixel 7 Build/UP1A.231005.007; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/124.0.6367.82 Mobile Safari/537.36',
  },
] as const;

for (const { sheet, probe, probeAgent, answer, userAgent } of sheets)
  test(`${sheet}, which keeps no cookies, leads from the probe’s ${answer} over the login to the status page`, async (t, hotspot) => {
    await resolveProbes(hotspot);
    const phone = await hotspot.addPhone();
    const browser = await openBrowser(phone, hotspot.directory);
    t.teardown(() => browser.close());
    const context = await browser.newContext({ userAgent, javaScriptEnabled: false });
    const page = await context.newPage();
    const cookies: string[] = [];
    const statuses: number[] = [];
    page.on('response', async (response) => {
      statuses.push(response.status());
      const cookie = await response.headerValue('set-cookie').catch(() => null);
      if (cookie !== null) cookies.push(cookie);
    });
    const forget = () => context.clearCookies();

    t.is(await phone.status(siteUrl), '511');
    t.is(await phone.status(probe, '--user-agent', probeAgent), `${answer}`);
    await page.goto(probe, { waitUntil: 'commit' });
    await heading(page, 'Welcome to Café Example');
    t.is(statuses[0], answer);
    await forget();
    await page.getByRole('button', { name: 'Accept and go online' }).click();
    await heading(page, 'You are online');
    await forget();
    await page.getByRole('link', { name: 'Stop refreshing this page' }).click();
    await page.getByRole('link', { name: 'Let this page refresh itself' }).waitFor();
    t.is(await page.getByRole('meter', { name: 'Time left' }).count(), 1);
    await forget();

    t.deepEqual(cookies, []);
    t.is(await phone.status(siteUrl), '200');
    t.not(await phone.status(probe, '--user-agent', probeAgent), `${answer}`);
    await page.goto(portalUrl);
    await page.getByRole('button', { name: 'Log out' }).click();
    await page.getByText('You have logged out.').waitFor();
    t.is(await phone.status(probe, '--user-agent', probeAgent), `${answer}`);
  });

/** Their names are the internet's as well. */
const resolveProbes = (hotspot: Hotspot) =>
  hotspot.restartNameServer(
    ...sheets.flatMap(({ probe }) =>
      [internet.address4, internet.address6].map(
        (address) => `--address=/${new URL(probe).hostname}/${address}`,
      ),
    ),
  );

const heading = (page: Page, name: string) => page.getByRole('heading', { name }).waitFor();
