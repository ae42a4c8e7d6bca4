import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { siteUrl } from './addresses.js';
import { atTheCounter, becomeOperator, linkIn, site } from './counter.js';
import { connectionReset, endOf, startDownload } from './downloads.js';
import { gatewayTests } from './gateway-tests.js';
import { logIn } from './login.js';

const test = gatewayTests(['chromium']);
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

test('the first operator comes by a link, makes one for the counter, who lets a printer in and ends a guest’s session', async (t, hotspot) => {
  const [printer, guest] = [await hotspot.addPhone(), await hotspot.addPhone()];
  await logIn(guest);
  t.is(await printer.status(siteUrl), '511');
  const browser = await atTheCounter(t, hotspot);

  const admin = await becomeOperator(
    browser,
    linkIn((await hotspot.daemon.run('admin', 'link')).stdout),
    'anna',
  );
  await admin.getByRole('link', { name: 'Operators' }).click();
  await admin.getByLabel('Name', { exact: true }).fill('bert');
  await admin.getByLabel('Role').last().selectOption('desk');
  await admin.getByRole('button', { name: 'Make a link' }).click();
  const counter = await becomeOperator(browser, linkIn(await admin.getByLabel('The link').innerText()));

  t.is(await counter.getByRole('link', { name: 'Operators' }).count(), 0);
  t.is((await counter.goto(`${site}operators`))?.status(), 403);
  await counter.goto(`${site}zones`);
  t.notRegex(await counter.content(), /table inet gate511/);

  await counter.goto(`${site}clients`);
  await counter.getByRole('link', { name: printer.mac }).click();
  await counter.getByRole('button', { name: 'Allow' }).click();
  await counter.getByText('On the allow list').waitFor();
  t.is(await printer.status(siteUrl), '200');

  const download = await startDownload(guest, '-4');
  await counter.goto(`${site}clients?search=${guest.mac}`);
  await counter.getByRole('link', { name: guest.mac }).click();
  await counter.getByRole('button', { name: 'End it' }).click();
  await counter.getByText('captive').waitFor();
  t.regex(await endOf(download), connectionReset);
  t.is(await guest.status(siteUrl), '511');
  t.regex((await hotspot.daemon.run('list')).stdout, /bert/);
});

test('axe finds nothing on the pages of the console, which fit a phone, charts drawn', async (t, hotspot) => {
  const guest = await hotspot.addPhone();
  await logIn(guest);
  const browser = await atTheCounter(t, hotspot);
  const made = await hotspot.daemon.run('operator', 'add', 'carl', '--role', 'admin');
  const signedIn = await becomeOperator(browser, linkIn(made.stdout));
  const context = await browser.newContext({ bypassCSP: true, viewport: { width: 360, height: 780 } });
  const page = await context.newPage();
  await page.goto(`${site}login`);
  const found: string[] = [];
  const look = async () => {
    await page.addScriptTag({ content: axe });
    const { violations } = (await page.evaluate('axe.run()')) as { violations: { id: string }[] };
    found.push(...violations.map(({ id }) => `${page.url()}: ${id}`));
    const width = (await page.evaluate('document.documentElement.scrollWidth')) as number;
    if (width > 360) found.push(`${page.url()}: is ${width} wide`);
  };
  await look();
  await context.addCookies(await signedIn.context().cookies());
  const paths = [
    '',
    'clients',
    `clients/guest/${guest.mac}`,
    'lists',
    'audit',
    `audit/sessions?mac=${guest.mac}`,
    'zones',
    'appearance',
    'operators',
    'account',
    'nothing',
  ];
  for (const path of paths) {
    await page.goto(`${site}${path}`);
    if (path === '') await page.locator('.uplot').first().waitFor();
    await look();
  }
  t.deepEqual(found, []);
});

test('who has the page open sees a guest log in, use data and be denied, without opening it again', async (t, hotspot) => {
  const guest = await hotspot.addPhone();
  const browser = await atTheCounter(t, hotspot);
  const made = await hotspot.daemon.run('operator', 'add', 'dora', '--role', 'admin');
  const signedIn = await becomeOperator(browser, linkIn(made.stdout));
  const context = await browser.newContext();
  await context.addCookies(await signedIn.context().cookies());
  const faults: string[] = [];
  const open = async (path: string) => {
    const page = await context.newPage();
    page.on('console', (message) => faults.push(`${path}: ${message.text()}`));
    page.on('pageerror', ({ message }) => faults.push(`${path}: ${message}`));
    await page.goto(`${site}${path}`);
    await page.evaluate('window.isStillThere = true');
    return page;
  };
  const now = await open('');
  const devices = await open('clients?state=authorised');
  const device = await open(`clients/guest/${guest.mac}`);
  const logins = now.locator('[data-live=logins] td[data-label=Logins]');
  const before = Number((await logins.allInnerTexts())[0] ?? 0);
  await now.locator('.uplot').last().waitFor();
  t.is(await now.locator('.uplot canvas').count(), 3);

  await logIn(guest);
  await logins.filter({ hasText: new RegExp(`^${before + 1}$`) }).waitFor();
  await devices.getByRole('link', { name: guest.mac }).waitFor();
  await device.getByRole('button', { name: 'End it' }).waitFor();
  t.is(await guest.status(siteUrl), '200');
  await device
    .locator('dd', { hasText: / bytes?$|kB$/ })
    .filter({ hasNotText: /^0 / })
    .first()
    .waitFor();

  await devices.getByRole('link', { name: guest.mac }).focus();
  for (let look = 0; look < 2; look += 1) {
    await guest.status(siteUrl);
    await devices.waitForRequest(/\/clients/); // what the one before has brought is shown by then
  }
  t.is(
    await devices.evaluate('document.activeElement.textContent'),
    guest.mac,
    'the focus stays where it was',
  );

  await device.getByLabel('Note').first().fill('what is being written');
  await hotspot.daemon.run('deny', guest.mac);
  await now.locator('td[data-label=Denied]', { hasText: /^1$/ }).first().waitFor();
  await devices.getByRole('link', { name: guest.mac }).waitFor({ state: 'detached' });
  await device.getByText('On the deny list').waitFor();
  t.is(await device.getByLabel('Note').first().inputValue(), 'what is being written');
  for (const page of [now, devices, device]) t.true(await page.evaluate('window.isStillThere'));

  await hotspot.daemon.run('operator', 'sign-out', 'dora');
  for (const page of [now, devices, device]) await page.waitForURL(`${site}login`);
  t.deepEqual(faults, []);
});
