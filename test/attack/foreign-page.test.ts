import { fileURLToPath } from 'node:url';
import { portalUrl, siteUrl } from '../e2e/addresses.js';
import { openBrowser } from '../e2e/browser.js';
import { gatewayTests } from '../e2e/gateway-tests.js';
import type { Hotspot } from '../e2e/hotspot.js';
import { formIn, logIn } from '../e2e/login.js';
import type { Phone } from '../e2e/phone.js';
import type { Program } from '../e2e/program.js';

const test = gatewayTests(['chromium']);
const evilSite = fileURLToPath(new URL('evil-site.js', import.meta.url));
const evilUrl = 'http://evil.test:8080/';

for (const whose of ['the attacker’s own', 'the victim’s'] as const)
  test(`a form that a foreign page sends with ${whose} token logs in nobody`, async (t, hotspot) => {
    const [victim, attacker] = [await hotspot.addPhone(), await hotspot.addPhone()];
    const site = await openEvilSite(hotspot, await tokenOf(whose === 'the victim’s' ? victim : attacker));
    await logIn(victim); // or his browser could not open the foreign page
    const browser = await openBrowser(victim, hotspot.directory);
    t.teardown(() => Promise.all([browser.close(), site.kill('SIGTERM')]));
    const page = await browser.newPage();
    await page.goto(evilUrl);
    await hotspot.daemon.run('revoke', victim.mac);

    const [answer] = await Promise.all([
      page.waitForResponse(`${portalUrl}login`),
      page.evaluate('postMessage("now")'),
    ]);

    t.is(answer.status(), 403);
    t.is((await answer.request().allHeaders()).origin, new URL(evilUrl).origin);
    for (const phone of [victim, attacker]) t.is(await phone.status(siteUrl), '511');
  });

test('Chromium shows no page of the portal inside a page of another site', async (t, hotspot) => {
  const victim = await hotspot.addPhone();
  const site = await openEvilSite(hotspot, '');
  await logIn(victim);
  const browser = await openBrowser(victim, hotspot.directory);
  t.teardown(() => Promise.all([browser.close(), site.kill('SIGTERM')]));
  const page = await browser.newPage();
  const [refusal] = await Promise.all([
    page.waitForEvent('console', (message) => /frame-ancestors/.test(message.text())),
    page.goto(`${evilUrl}frame`),
  ]);
  t.regex(refusal.text(), /frame-ancestors 'none'/);
  const [, framed] = page.frames();
  t.is(await framed?.getByRole('button').count(), 0);
});

async function tokenOf(phone: Phone): Promise<string> {
  const { stdout } = await phone.curl(`${portalUrl}?url=${encodeURIComponent(siteUrl)}`);
  return formIn(stdout, portalUrl)[1]?.replace('token=', '') ?? '';
}

async function openEvilSite(hotspot: Hotspot, token: string): Promise<Program> {
  const site = hotspot.internet.start(process.execPath, [evilSite, portalUrl, token]);
  await site.line(/^ready$/);
  return site;
}
