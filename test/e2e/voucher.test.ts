import { join } from 'node:path';
import { internet, portalUrl, siteUrl } from './addresses.js';
import { openBrowser } from './browser.js';
import { clientRow } from './clients.js';
import { connectionReset, endOf, startDownload, untilItStands } from './downloads.js';
import { eventually } from './eventually.js';
import { gatewayTests } from './gateway-tests.js';
import type { Hotspot } from './hotspot.js';
import { enterVoucher as enter } from './login.js';

const test = gatewayTests(['chromium', 'zbarimg'], {
  zoneKeys: { guest: { login: ['voucher'] } },
  plans: { 'day-pass': { duration: '24h' }, little: { duration: '24h', data: '3MB' } },
});

interface Made {
  readonly batch: string;
  readonly vouchers: readonly { readonly id: string; readonly code: string }[];
}

async function make(hotspot: Hotspot, ...options: string[]): Promise<Made> {
  const { stdout } = await hotspot.daemon.run(
    'vouchers',
    'create',
    '--plan',
    'day-pass',
    '--json',
    ...options,
  );
  return JSON.parse(stdout);
}

const codesOf = ({ vouchers }: Made) => vouchers.map(({ code }) => code);

test('a visitor scans the printed picture, presses the one button and is online, without JavaScript', async (t, hotspot) => {
  const phone = await hotspot.addPhone();
  const browser = await openBrowser(phone, hotspot.directory);
  t.teardown(() => browser.close());
  const sheet = join(hotspot.directory, 'sheet.html');
  await hotspot.daemon.run('vouchers', 'create', '--plan', 'day-pass', '--count', '4', '--html', sheet);
  const printer = await browser.newPage({ viewport: { width: 1600, height: 1200 }, deviceScaleFactor: 2 });
  await printer.goto(`file://${sheet}`);
  const picture = join(hotspot.directory, 'picture.png');
  await printer.locator('article').first().screenshot({ path: picture });
  const code = await printer.locator('.code').first().textContent();
  const { stdout } = await hotspot.gateway.run('zbarimg', ['--quiet', '--raw', picture]);
  const scanned = stdout.trim();
  t.is(scanned, `${portalUrl}?voucher=${code}`);

  const page = await browser.newPage({ javaScriptEnabled: false });
  await page.goto(scanned);
  t.is(await page.getByLabel('Voucher code').inputValue(), code ?? '');
  await page.getByRole('button', { name: 'Accept and use the voucher' }).click();
  await page.getByRole('heading', { name: 'You are online' }).waitFor();
  t.false(page.url().includes('voucher'));
  await page.goto(siteUrl);
  await page.getByRole('heading', { name: 'The original page' }).waitFor();
  t.false(hotspot.daemon.log.includes(code ?? ''));
  t.like(await clientRow(hotspot, phone), { state: 'authorised', method: 'voucher' });
});

test('a visitor who mistypes is told so beside the field, and gets in when he has mended it', async (t, hotspot) => {
  const [code = ''] = codesOf(await make(hotspot));
  const phone = await hotspot.addPhone();
  const browser = await openBrowser(phone, hotspot.directory);
  t.teardown(() => browser.close());
  const page = await browser.newPage();
  await page.goto(siteUrl, { waitUntil: 'commit' });
  const field = page.getByLabel('Voucher code');
  await field.fill('BCD-FGHJ-KLM');
  await page.getByRole('button', { name: 'Accept and use the voucher' }).click();
  await page.getByRole('alert').waitFor();
  t.regex((await page.getByRole('alert').textContent()) ?? '', /This voucher code is not known/);
  t.is(await field.inputValue(), 'BCD-FGHJ-KLM');
  await field.fill(code.toLowerCase().replaceAll('-', ' '));
  await field.press('Enter');
  await page.getByRole('heading', { name: 'You are online' }).waitFor();
  t.like(await clientRow(hotspot, phone), { state: 'authorised', method: 'voucher' });
});

test('a voucher for one device lets one in; when that has left, another', async (t, hotspot) => {
  const [code] = codesOf(await make(hotspot));
  const [first, second] = [await hotspot.addPhone(), await hotspot.addPhone()];
  t.deepEqual((await Promise.all([enter(first, code), enter(second, code)])).sort(), ['303', '403']);
  const [inside, outside] = (await first.status(siteUrl)) === '200' ? [first, second] : [second, first];
  t.is(await outside.probe('tcp', internet.address4, '443'), 'ECONNREFUSED');
  const before = await clientRow(hotspot, inside);
  await hotspot.daemon.run('revoke', inside.mac);
  t.is(await enter(outside, code), '303');
  t.is(await outside.status(siteUrl), '200');
  const after = await clientRow(hotspot, outside);
  t.true(Math.abs(Date.parse(after?.endsAt ?? '') - Date.parse(before?.endsAt ?? '')) < 1_000);
});

test('the devices of a voucher share its data; when that is spent the voucher opens nothing more', async (t, hotspot) => {
  const [code] = codesOf(await make(hotspot, '--plan', 'little', '--devices', '2'));
  const [first, second] = [await hotspot.addPhone(), await hotspot.addPhone()];
  for (const phone of [first, second]) t.is(await enter(phone, code), '303');
  const megabyte = `${siteUrl}megabyte`;
  t.deepEqual([await first.status(megabyte), await first.status(megabyte)], ['200', '200']);
  t.not(await second.status(megabyte, ...untilItStands), '200');
  for (const phone of [first, second])
    await eventually(async () => ((await phone.status(siteUrl)) === '511' ? true : undefined));
  t.is(await enter(await hotspot.addPhone(), code), '403');
});

test('what is revoked cuts the download that runs on it', async (t, hotspot) => {
  const made = await make(hotspot, '--devices', '2');
  const phones = [await hotspot.addPhone(), await hotspot.addPhone()];
  for (const phone of phones) t.is(await enter(phone, codesOf(made)[0]), '303');
  const downloads = await Promise.all(phones.map((phone) => startDownload(phone, '-4')));
  t.is((await hotspot.daemon.run('vouchers', 'revoke', made.batch)).code, 0);
  for (const download of downloads) t.regex(await endOf(download), connectionReset);
  for (const phone of phones) t.is(await phone.status(siteUrl), '511');
});

test('vouchers and their sessions survive a restart, also a sudden one', async (t, hotspot) => {
  const made = await make(hotspot, '--count', '2');
  const [used, unused] = codesOf(made);
  const [phone, other] = [await hotspot.addPhone(), await hotspot.addPhone()];
  t.is(await enter(phone, used), '303');
  const before = await clientRow(hotspot, phone);
  await hotspot.daemon.stop('SIGKILL');
  await hotspot.daemon.start();
  t.is(await phone.status(siteUrl), '200');
  t.is((await clientRow(hotspot, phone))?.endsAt, before?.endsAt);
  t.is(await enter(other, used), '403', 'its one place is taken');
  t.is(await enter(other, unused), '303');
  t.is(await other.status(siteUrl), '200');
  const { stdout } = await hotspot.daemon.run('vouchers', 'export', '--batch', made.batch, '--json');
  t.deepEqual(
    JSON.parse(stdout).map(({ state }: { state: string }) => state),
    ['running', 'running'],
  );
});
