import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { portalUrl, siteUrl } from '../e2e/addresses.js';
import { openBrowser } from '../e2e/browser.js';
import { Hotspot } from '../e2e/hotspot.js';
import type { Phone } from '../e2e/phone.js';

const site = 'http://[::1]:8512/';
const password = 'correct horse battery';

/** What is in a small café: MAC addresses of makers, and private ones. */
const devices = [
  { mac: '9a:3c:51:07:e2:11', name: 'Annas-Phone', does: 'accept' },
  { mac: 'f0:18:98:4e:22:07', name: 'Berts-MacBook', does: 'redeem' },
  { mac: 'b8:27:eb:12:34:56', name: 'menu-board', does: 'accept' },
  { mac: '3c:2a:f4:0a:0b:0c', name: 'receipt-printer', does: 'allow' },
  { mac: 'ac:5f:3e:77:10:9d', name: 'Galaxy-S21', does: 'ask' },
  { mac: '5e:11:90:aa:42:d0', name: '', does: 'ask' },
  { mac: '00:17:88:01:02:03', name: 'unknown-lamp', does: 'deny' },
  { mac: 'd2:77:0c:31:58:9e', name: 'iPad-von-Clara', does: 'redeem' },
  { mac: 'dc:a6:32:5b:01:7f', name: 'jukebox', does: 'allow' },
  { mac: '66:0f:e9:84:1d:23', name: 'Pixel-8', does: 'accept' },
  { mac: '2e:b5:48:c0:7a:16', name: '', does: 'accept' },
  { mac: '3c:5a:b4:66:12:f8', name: 'Chromebook', does: 'accept' },
  { mac: '48:5f:99:20:ee:31', name: 'LAPTOP-4T8KQ', does: 'redeem' },
  { mac: '8e:d1:13:6b:95:4c', name: 'Davids-Phone', does: 'ask' },
  { mac: 'f6:20:ab:0d:37:c9', name: '', does: 'ask' },
] as const;

const pages = {
  now: '',
  devices: 'clients',
  device: `clients/guest/${devices[0].mac}`,
  lists: 'lists',
  vouchers: 'vouchers',
  users: 'users',
  audit: 'audit',
  history: `audit/sessions?mac=${devices[0].mac}`,
  zones: 'zones',
  appearance: 'appearance',
  operators: 'operators',
  account: 'account',
};

/** A phone's and a desk's screen. */
const screens = [
  { width: 360, colorScheme: 'light' },
  { width: 1280, colorScheme: 'dark' },
] as const;

/** Opens each page of the console of a real gateway with real devices; `save` gets its name and picture. As root only. */
export async function photographConsole(save: (name: string, picture: Buffer) => Promise<void>) {
  const directory = await mkdtemp(join(tmpdir(), 'gate511-screens-'));
  const leases = join(directory, 'leases');
  const hotspot = await Hotspot.open({
    zoneKeys: { guest: { login: ['voucher', 'click-through', 'password'], leases } },
    plans: { 'day-pass': { duration: '24h', data: '2GB' } },
  });
  try {
    const codes = await prepare(hotspot);
    await writeFile(leases, (await enter(hotspot, codes)).join(''));
    const made = await hotspot.daemon.run('operator', 'add', 'anna', '--role', 'admin');
    const browser = await openBrowser({ namespace: hotspot.gateway }, hotspot.directory);
    const signedIn = await browser.newContext();
    await signIn(await signedIn.newPage(), /http\S+\/welcome\?code=\S+/.exec(made.stdout)?.[0] ?? '');
    for (const { width, colorScheme } of screens) {
      const context = await browser.newContext({ viewport: { width, height: 640 }, colorScheme });
      await context.addCookies(await signedIn.cookies());
      const page = await context.newPage();
      for (const [name, path] of Object.entries(pages)) {
        await page.goto(`${site}${path}`);
        await save(`console-${name}-${width}-${colorScheme}`, await page.screenshot({ fullPage: true }));
      }
      await sendWrongEntry(page);
      await save(`console-refused-${width}-${colorScheme}`, await page.screenshot({ fullPage: true }));
      await context.close();
    }
    await browser.close();
  } finally {
    await hotspot.close();
    await rm(directory, { recursive: true });
  }
}

/** What an operator makes before the first guest is there; gives the codes of vouchers. */
async function prepare({ daemon }: Hotspot): Promise<string[]> {
  await daemon.run('users', 'add', 'clara', '--generate', '--note', 'room 12');
  await daemon.run('users', 'add', 'david', '--generate', '--plan', 'day-pass', '--valid', '30d');
  await daemon.run('token', 'create', 'grafana', '--scopes', 'status:read,clients:read', '--for', '90d');
  const batch = ['--plan', 'day-pass', '--count', '12', '--note', 'front desk'];
  const { stdout } = await daemon.run('vouchers', 'create', ...batch, '--json');
  const { vouchers } = JSON.parse(stdout) as { vouchers: { code: string }[] };
  return vouchers.map(({ code }) => code);
}

/** The devices come in, and what is done with them is done; gives their lines of the lease file. */
async function enter(hotspot: Hotspot, codes: string[]): Promise<string[]> {
  // All of them first: a bridge changes its address with its ports, and the kernel then forgets who is behind it.
  const phones: Phone[] = [];
  for (const { mac } of devices) phones.push(await hotspot.addPhone('guest', mac));
  for (const [at, { mac, name, does }] of devices.entries()) {
    const phone = phones[at] as Phone;
    await phone.status(siteUrl);
    if (does === 'accept') await logIn(phone, 'method=click-through');
    if (does === 'redeem') await logIn(phone, 'method=voucher', `voucher=${codes.pop()}`);
    if (does === 'allow' || does === 'deny') await hotspot.daemon.run(does, mac, '--note', name);
    if (does !== 'deny') await phone.status(siteUrl);
  }
  return devices.map(({ mac, name }, at) => `0 ${mac} ${phones[at]?.address4} ${name || '*'} *\n`);
}

async function logIn(phone: Phone, ...fields: readonly string[]): Promise<void> {
  const { stdout: page } = await phone.curl(portalUrl);
  const [, token = ''] = /name="token" value="([^"]+)"/.exec(page) ?? [];
  const all = [`token=${token}`, ...fields].flatMap((field) => ['--data-urlencode', field]);
  await phone.curl(...all, `${portalUrl}login`);
}

async function sendWrongEntry(page: Page): Promise<void> {
  await page.goto(`${site}lists`);
  await page.getByLabel('MAC address').fill('02:00:5e');
  await page.getByLabel('Note', { exact: true }).fill('till 7');
  await page.getByRole('button', { name: 'Put on the list' }).click();
  await page.getByRole('alert').waitFor();
}

async function signIn(page: Page, link: string): Promise<void> {
  await page.goto(link);
  await page.getByLabel('Password').fill(password);
  await page.getByLabel('The same again').fill(password);
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.getByRole('heading', { name: 'Now' }).waitFor();
}
