import type { Page } from 'playwright-core';
import { sheets } from '../login/oidc/user-agents.js';
import { internet, portalUrl, siteUrl } from './addresses.js';
import { openBrowser } from './browser.js';
import { connectionReset, endOf, startDownload } from './downloads.js';
import { gatewayTests, type HotspotTest } from './gateway-tests.js';
import { campus, campusSettings, startIdentityProvider } from './identity-provider.js';
import type { Phone } from './phone.js';
import type { Program } from './program.js';

const declare = gatewayTests(['chromium', 'openssl', 'dnsmasq'], {
  isTls: true,
  zoneKeys: { guest: { login: ['click-through', 'oidc'] } },
  sections: { oidc: campusSettings },
});
const secureUrl = portalUrl.replace('http:', 'https:');

let provider: Program | undefined;
const test = (title: string, run: HotspotTest) =>
  declare(title, async (t, hotspot) => {
    provider ??= await startIdentityProvider(hotspot);
    await run(t, hotspot);
  });

const ways = (phone: Phone, port: string = campus.port) =>
  Promise.all([campus.address4, campus.address6].map((address) => phone.probe('tcp', address, port)));
const open = ['answered', 'answered'];
const closed = ['ECONNREFUSED', 'ECONNREFUSED'];
const begin = (page: Page) => page.getByRole('button', { name: 'Continue with Campus' }).click();

async function logInAtProvider(page: Page, name: string): Promise<void> {
  await page.waitForURL(`https://${campus.host}:${campus.port}/**`);
  await page.locator('[name=login]').fill(name);
  await page.locator('[name=password]').fill('any');
  await page.locator('[type=submit]').click();
  await page.locator('[name=prompt][value=consent]').waitFor({ state: 'attached' });
  await page.locator('[type=submit]').click();
}

test('Chromium opens a site, logs in at the provider, and reads the site; nobody else reaches the provider meanwhile', async (t, hotspot) => {
  const [phone, other] = [await hotspot.addPhone(), await hotspot.addPhone()];
  const browser = await openBrowser(phone, hotspot.directory);
  t.teardown(() => browser.close());
  const page = await browser.newPage({ ignoreHTTPSErrors: true });

  await page.goto(siteUrl, { waitUntil: 'commit' });
  await page.waitForURL(`${secureUrl}**`);
  t.deepEqual(await ways(phone), closed);
  await begin(page);
  await page.waitForURL(`https://${campus.host}:${campus.port}/**`);
  t.deepEqual(await ways(phone), open);
  t.deepEqual(await ways(other), closed);
  t.deepEqual(await ways(phone, '443'), closed);
  t.is(await phone.probe('tcp', internet.address4, campus.port), 'ECONNREFUSED');
  t.is(await phone.status(siteUrl), '511');

  await logInAtProvider(page, 'anna');
  await page.getByRole('heading', { name: 'You are online' }).waitFor();
  await page.getByRole('link', { name: /^Go on to / }).click();
  await page.getByRole('heading', { name: 'The original page' }).waitFor();
  t.is(await other.status(siteUrl), '511');
  const { stdout } = await hotspot.daemon.run('clients', '--json');
  const clients: { mac: string; user?: string }[] = JSON.parse(stdout);
  t.is(clients.find(({ mac }) => mac === phone.mac)?.user, 'oidc:campus:anna');
});

for (const device of ['iPhone', 'Android'] as const)
  test(`the sign-in sheet of ${device} leads to a browser, in which the same device logs in`, async (t, hotspot) => {
    const phone = await hotspot.addPhone();
    const browser = await openBrowser(phone, hotspot.directory);
    t.teardown(() => browser.close());
    const sheet = await browser.newPage({ ignoreHTTPSErrors: true, userAgent: sheets[device] });
    await sheet.goto(siteUrl, { waitUntil: 'commit' });
    await sheet.waitForURL(`${secureUrl}**`);
    await sheet.context().clearCookies();
    await begin(sheet);
    await sheet.getByRole('heading', { name: 'Please open your browser' }).waitFor();
    t.deepEqual(await ways(phone), open);
    await sheet.getByText(new URL(secureUrl).host).waitFor();
    await sheet.context().close();

    const page = await browser.newPage({ ignoreHTTPSErrors: true });
    await page.goto(portalUrl, { waitUntil: 'commit' });
    await begin(page);
    await logInAtProvider(page, 'bob');
    await page.getByRole('heading', { name: 'You are online' }).waitFor();
    t.is(await phone.status(siteUrl), '200');
  });

test('what began by a pass ends with it, also for a device that only receives', async (t, hotspot) => {
  const phone = await hotspot.addPhone();
  const nft = (...words: string[]) => hotspot.gateway.run('nft', words);
  const pass = `{ ${phone.mac} . ${internet.address4} . 80 timeout 60s }`;
  t.is((await nft('add', 'element', 'inet', 'gate511', 'pass4_guest', pass)).code, 0);
  const download = await startDownload(phone, '--connect-to', `::${internet.address4}:`);
  await nft('flush', 'set', 'inet', 'gate511', 'pass4_guest');
  t.regex(await endOf(download), connectionReset);
  t.is(await phone.status(siteUrl), '511');
});

test('a pass survives that the daemon is started anew, and opens nothing to a device that is denied', async (t, hotspot) => {
  const phone = await hotspot.addPhone();
  const pass = `{ ${phone.mac} . ${campus.address4} . 8443 timeout 60s }`;
  await hotspot.gateway.run('nft', ['add', 'element', 'inet', 'gate511', 'pass4_guest', pass]);
  await hotspot.daemon.reload('the new configuration is in force');
  t.is(await phone.probe('tcp', campus.address4, campus.port), 'answered');
  await hotspot.daemon.run('deny', phone.mac);
  t.is(await phone.probe('tcp', campus.address4, campus.port), 'ABORT_ERR');
});

test('while the provider is away its button is a 504 that leads back, and the other way works', async (t, hotspot) => {
  const phone = await hotspot.addPhone();
  await provider?.kill('SIGKILL');
  const browser = await openBrowser(phone, hotspot.directory);
  t.teardown(() => browser.close());
  const page = await browser.newPage({ ignoreHTTPSErrors: true });
  await hotspot.daemon.reload('the new configuration is in force'); // forgets what it knows of the provider
  await page.goto(secureUrl);
  const [answer] = await Promise.all([
    page.waitForResponse((each) => each.url().endsWith('/login')),
    begin(page),
  ]);
  t.is(answer.status(), 504);
  await page.locator(`a[href="${secureUrl}"]`).click();
  await page.getByRole('button', { name: 'Accept and go online' }).click();
  await page.getByRole('heading', { name: 'You are online' }).waitFor();
});
