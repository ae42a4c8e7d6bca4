import { join } from 'node:path';
import { FreeRadius, secret } from '../login/radius/free-radius.js';
import { radclient } from '../login/radius/radclient.js';
import { gatewayIn, internet, portalUrl, siteUrl, uplink } from './addresses.js';
import { openBrowser } from './browser.js';
import { clientRow } from './clients.js';
import { untilItStands } from './downloads.js';
import { eventually } from './eventually.js';
import { gatewayTests } from './gateway-tests.js';
import type { Hotspot } from './hotspot.js';
import { formIn } from './login.js';
import { macOf, type Phone } from './phone.js';

const knownMac = macOf(0x77);
const users = `
bob Cleartext-Password := "hello"
\tClass = 0xc1a55e,
\tReply-Message = "Hello Bob"
brief Cleartext-Password := "hello"
\tSession-Timeout = 8
scarce Cleartext-Password := "hello"
\tChilliSpot-Max-Total-Octets = 300000
banned Cleartext-Password := "hello", Auth-Type := Reject
\tReply-Message = "Your account is <b>closed</b>."
${knownMac.replaceAll(':', '')} Cleartext-Password := "${knownMac.replaceAll(':', '')}"
\tClass = 0x0001
`;

const dead = { address: '192.0.2.66', secret, timeout: '1s', retries: 0 };
const settings = {
  zoneKeys: { guest: { login: ['radius'] } },
  sections: {
    radius: {
      servers: [dead, { address: internet.address4, secret, timeout: '1s', retries: 1 }],
      'nas-identifier': 'cafe',
      interim: '1s',
      'mac-authentication': true,
      'dynamic-authorisation': {
        listen: '0.0.0.0:3799',
        clients: [{ address: internet.address4, secret }],
      },
    },
  },
};
const test = gatewayTests(['freeradius', 'radclient', 'chromium'], settings);

let started: Promise<FreeRadius> | undefined;

/** The server, in the internet. */
function freeRadius(hotspot: Hotspot): Promise<FreeRadius> {
  const start = (file: string, args: readonly string[]) => hotspot.internet.start(file, args);
  const options = { users, address: internet.address4 };
  started ??= FreeRadius.create(join(hotspot.directory, 'freeradius'), start, options);
  return started;
}

/** Fills the form in and sends it; gives the status and the page. */
async function send(phone: Phone, user: string, password: string): Promise<{ status: string; page: string }> {
  const page = (await phone.curl('-4', portalUrl)).stdout;
  const credentials = ['--data-urlencode', `user=${user}`, '--data-urlencode', `password=${password}`];
  const form = ['--data-urlencode', 'method=radius', ...formIn(page, portalUrl)];
  const { stdout } = await phone.curl('-4', ...credentials, ...form, '--write-out', '\n%{http_code}');
  const [, text = '', status = ''] = /^(.*)\n(\d+)$/s.exec(stdout) ?? [];
  return { status, page: text };
}

const recordsOf = async (hotspot: Hotspot, { mac }: Phone) =>
  (await (await freeRadius(hotspot)).accounting()).filter(
    (each) => each['Calling-Station-Id'] === mac.replaceAll(':', '-').toUpperCase(),
  );

const recordOf = (hotspot: Hotspot, phone: Phone, status: string) =>
  eventually(async () =>
    (await recordsOf(hotspot, phone)).find((each) => each['Acct-Status-Type'] === status),
  );

const ask = (hotspot: Hotspot, kind: 'disconnect' | 'coa', attributes: Record<string, string>) =>
  radclient(kind, attributes, {
    to: `${uplink.address4}:3799`,
    start: (file, args) => hotspot.internet.start(file, args),
  });

test('a visitor with an account signs in with Chromium, is told what is wrong first, and reads the site', async (t, hotspot) => {
  await freeRadius(hotspot);
  const phone = await hotspot.addPhone();
  const browser = await openBrowser(phone, hotspot.directory);
  t.teardown(() => browser.close());
  const page = await browser.newPage();

  await page.goto(siteUrl, { waitUntil: 'commit' });
  const name = page.getByLabel('User name');
  await name.fill('banned');
  await page.getByLabel('Password').fill('hello');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('alert').getByText('Your account is <b>closed</b>.').waitFor();
  t.is(await name.inputValue(), 'banned');
  t.is(await page.getByLabel('Password').inputValue(), '');
  t.is(await page.getByLabel('Password').getAttribute('aria-describedby'), 'fault-radius');
  t.is(await phone.probe('tcp', internet.address4, '443'), 'ECONNREFUSED');

  await name.fill('bob');
  await page.getByLabel('Password').fill('hello');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'You are online' }).waitFor();
  await page.getByRole('link', { name: /^Go on to / }).click();
  await page.getByRole('heading', { name: 'The original page' }).waitFor();
  t.like(await clientRow(hotspot, phone), { state: 'authorised', method: 'radius' });
});

test('the accounting has beginning, progress and end of a session, with what the device used', async (t, hotspot) => {
  await freeRadius(hotspot);
  const phone = await hotspot.addPhone();
  t.is((await send(phone, 'bob', 'hello')).status, '303');
  const start = await recordOf(hotspot, phone, 'Start');
  t.like(start, {
    ...{ 'User-Name': 'bob', Class: '0xc1a55e', 'NAS-Identifier': 'cafe', 'NAS-IP-Address': uplink.address4 },
    ...{ 'Framed-IP-Address': phone.address4, 'Called-Station-Id': 'cafe:guest' },
  });
  t.is((await phone.curl(`${siteUrl}megabyte`, '--output', '/dev/null')).code, 0);
  const interim = await eventually(async () =>
    (await recordsOf(hotspot, phone)).find((each) => Number(each['Acct-Output-Octets']) > 1_000_000),
  );
  t.is(interim['Acct-Status-Type'], 'Interim-Update');
  await hotspot.daemon.run('revoke', phone.mac);
  const stop = await recordOf(hotspot, phone, 'Stop');
  t.like(stop, {
    ...{ 'Acct-Terminate-Cause': 'Admin-Reset', 'Acct-Session-Id': start['Acct-Session-Id'] },
    ...{ Class: '0xc1a55e', 'Acct-Output-Gigawords': '0' },
  });
  t.true(Number(stop['Acct-Output-Octets']) > 1_000_000);
});

test('the time that the server gives is the time that there is', async (t, hotspot) => {
  await freeRadius(hotspot);
  const phone = await hotspot.addPhone();
  t.is((await send(phone, 'brief', 'hello')).status, '303');
  t.is(await phone.probe('tcp', internet.address4, '443'), 'answered');
  t.is((await recordOf(hotspot, phone, 'Stop'))['Acct-Terminate-Cause'], 'Session-Timeout');
  t.is(await phone.probe('tcp', internet.address4, '443'), 'ECONNREFUSED');
});

test('the data that the server gives is the data that there is, anew with each login', async (t, hotspot) => {
  await freeRadius(hotspot);
  const phone = await hotspot.addPhone();
  for (const _ of ['first', 'second']) {
    t.is((await send(phone, 'scarce', 'hello')).status, '303');
    t.is(await phone.status(siteUrl), '200');
    t.not((await phone.curl(`${siteUrl}megabyte`, '--output', '/dev/null', ...untilItStands)).code, 0);
    await eventually(async () => (await phone.status(siteUrl)) === '511' || undefined);
  }
  t.is((await recordOf(hotspot, phone, 'Stop'))['Acct-Terminate-Cause'], 'NAS-Request');
});

test('radclient throws a device out of the network, and changes what another one may do', async (t, hotspot) => {
  await freeRadius(hotspot);
  const phone = await hotspot.addPhone();
  t.is((await send(phone, 'bob', 'hello')).status, '303');
  const { 'Acct-Session-Id': session = '' } = await recordOf(hotspot, phone, 'Start');
  t.is(await ask(hotspot, 'coa', { 'Acct-Session-Id': session, 'Session-Timeout': '300' }), 'CoA-ACK');
  const endsAt = Date.parse((await clientRow(hotspot, phone))?.endsAt ?? '');
  t.true(endsAt < Date.now() + 301_000);
  t.is(await ask(hotspot, 'disconnect', { 'Acct-Session-Id': session }), 'Disconnect-ACK');
  t.is(await phone.probe('tcp', internet.address4, '443'), 'ECONNREFUSED');
  t.is(
    await ask(hotspot, 'disconnect', { 'Acct-Session-Id': session }),
    'Disconnect-NAK Session-Context-Not-Found',
  );
  t.is((await recordOf(hotspot, phone, 'Stop'))['Acct-Terminate-Cause'], 'Admin-Reset');
});

test('a reload keeps sessions, what the accounting has heard of them, and the listener', async (t, hotspot) => {
  await freeRadius(hotspot);
  const phone = await hotspot.addPhone();
  t.is((await send(phone, 'bob', 'hello')).status, '303');
  const { 'Acct-Session-Id': session = '' } = await recordOf(hotspot, phone, 'Start');
  await hotspot.daemon.configure({ ...settings, name: 'Another name' });
  await hotspot.daemon.reload('the new configuration is in force');
  t.is(await phone.probe('tcp', internet.address4, '443'), 'answered');
  t.is(await ask(hotspot, 'disconnect', { 'Acct-Session-Id': session }), 'Disconnect-ACK');
  await recordOf(hotspot, phone, 'Stop');
  const starts = (await recordsOf(hotspot, phone)).filter((each) => each['Acct-Status-Type'] === 'Start');
  t.is(starts.length, 1);
});

test('a guest who knows the secret reaches no listener', async (t, hotspot) => {
  const phone = await hotspot.addPhone();
  const heard = await radclient(
    'disconnect',
    { 'User-Name': 'bob' },
    {
      to: `${gatewayIn('guest').address4}:3799`,
      start: (file, args) => phone.start(file, ...args),
    },
  );
  t.is(heard, 'silence');
  t.false(hotspot.daemon.log.includes('a dynamic authorisation was passed over'));
});

test('a device that the server knows is online without a page, also when it speaks no HTTP', async (t, hotspot) => {
  await freeRadius(hotspot);
  const [stranger, printer] = [await hotspot.addPhone(), await hotspot.addPhone('guest', knownMac)];
  await eventually(async () =>
    (await printer.probe('tcp', internet.address4, '443')) === 'answered' ? true : undefined,
  );
  t.is(await stranger.probe('tcp', internet.address4, '443'), 'ECONNREFUSED');
  t.is(await stranger.status(siteUrl), '511');
  t.like(await recordOf(hotspot, printer, 'Start'), {
    Class: '0x0001',
    'User-Name': knownMac.replaceAll(':', ''),
  });
});

test('while the server is away logins fail and say so, and what it missed it hears afterwards, also after a restart', async (t, hotspot) => {
  const free = await freeRadius(hotspot);
  const [phone, other] = [await hotspot.addPhone(), await hotspot.addPhone()];
  t.is((await send(phone, 'bob', 'hello')).status, '303');
  await recordOf(hotspot, phone, 'Start');
  await free.stop();
  await hotspot.daemon.run('revoke', phone.mac);
  const { status, page } = await send(other, 'bob', 'hello');
  t.is(status, '504');
  t.regex(page, new RegExp(`href="${portalUrl}"`));
  t.is(await other.status(siteUrl), '511');
  t.is(await hotspot.daemon.stop(), 0);
  await hotspot.daemon.start();
  await free.start();
  t.is((await recordOf(hotspot, phone, 'Stop'))['Acct-Terminate-Cause'], 'Admin-Reset');
  t.is((await send(other, 'bob', 'hello')).status, '303');
});

test('neither password nor secret is in the log', async (t, hotspot) => {
  t.false(hotspot.daemon.log.includes(secret));
  t.false(hotspot.daemon.log.includes('hello'));
});
