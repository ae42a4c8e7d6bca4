import type { ExecutionContext } from 'ava';
import { portalUrl, siteUrl } from './addresses.js';
import { openBrowser } from './browser.js';
import { clientRow } from './clients.js';
import { connectionReset, endOf, startDownload } from './downloads.js';
import { gatewayTests } from './gateway-tests.js';
import type { Hotspot } from './hotspot.js';
import type { Phone } from './phone.js';
import { addUser, enter } from './users.js';

const test = gatewayTests(['chromium'], {
  zoneKeys: { guest: { login: ['password'] } },
  plans: {
    one: { duration: '8h', devices: 1 },
    newest: { duration: '8h', devices: 1, 'when-full': 'end-oldest' },
  },
  sections: { password: { registration: { zones: ['guest'], plan: 'newest' } } },
});

async function newPage(t: ExecutionContext, hotspot: Hotspot, phone: Phone) {
  const browser = await openBrowser(phone, hotspot.directory);
  t.teardown(() => browser.close());
  return browser.newPage({ javaScriptEnabled: false });
}

test('a visitor asks for an account, is approved, goes online and changes his password, without JavaScript', async (t, hotspot) => {
  const phone = await hotspot.addPhone();
  const page = await newPage(t, hotspot, phone);
  await page.goto(portalUrl);
  await page.getByRole('link', { name: 'Ask for an account' }).click();
  await page.getByLabel('Name').fill('Mia');
  await page.getByLabel('Who you are').fill('Mia, room 12');
  await page.getByLabel('New password').fill('correct horse');
  await page.getByRole('button', { name: 'Ask for an account' }).click();
  await page.getByText('Your request is waiting').waitFor();
  await page.getByRole('link', { name: 'Back' }).click();

  const logIn = async (password: string) => {
    await page.getByLabel('Name').fill('mia');
    await page.getByLabel('Password', { exact: true }).fill(password);
    await page.getByRole('button', { name: 'Accept and sign in' }).click();
  };
  await logIn('correct horse');
  await page.getByRole('alert').getByText('waiting for the operator’s approval').waitFor();
  t.is(await page.getByLabel('Password', { exact: true }).inputValue(), '');
  t.regex((await hotspot.daemon.run('users', 'list', '--waiting')).stdout, /\nmia +waiting .*Mia, room 12/);
  t.is((await hotspot.daemon.run('users', 'approve', 'mia')).code, 0);
  await logIn('correct mule');
  await page.getByRole('alert').getByText('do not belong together').waitFor();
  await logIn('correct horse');
  await page.getByRole('heading', { name: 'You are online' }).waitFor();
  t.is(await phone.status(siteUrl), '200');

  await page.getByRole('link', { name: 'Change the password' }).click();
  t.is(await page.getByLabel('Name').inputValue(), 'mia');
  await page.getByLabel('Old password').fill('correct horse');
  await page.getByLabel('New password').fill('battery staple');
  await page.getByRole('button', { name: 'Change the password' }).click();
  await page.getByText('Your password is changed.').waitFor();
  await page.getByRole('link', { name: 'Back' }).click();
  await page.getByRole('heading', { name: 'You are online' }).waitFor();
  t.like(await clientRow(hotspot, phone), { state: 'authorised', method: 'password' });
  t.notRegex(hotspot.daemon.log, /correct|battery/);
});

test('of two phones on an account for one device, the second is refused until the first has left', async (t, hotspot) => {
  const password = await addUser(hotspot, 'anna', '--plan', 'one');
  const [first, second] = [await hotspot.addPhone(), await hotspot.addPhone()];
  t.is(await enter(first, 'anna', password), '303');
  t.is(await enter(second, 'anna', password), '403');
  t.deepEqual([await first.status(siteUrl), await second.status(siteUrl)], ['200', '511']);
  await hotspot.daemon.run('revoke', first.mac);
  t.is(await enter(second, 'anna', password), '303');
  t.deepEqual([await first.status(siteUrl), await second.status(siteUrl)], ['511', '200']);
});

test('where the newest device counts, the second takes the place of the first, whose download is cut', async (t, hotspot) => {
  const password = await addUser(hotspot, 'bert', '--plan', 'newest');
  const [first, second] = [await hotspot.addPhone(), await hotspot.addPhone()];
  t.is(await enter(first, 'bert', password), '303');
  const download = await startDownload(first, '-4');
  t.is(await enter(second, 'bert', password), '303');
  t.regex(await endOf(download), connectionReset);
  t.deepEqual([await first.status(siteUrl), await second.status(siteUrl)], ['511', '200']);
});

test('a user’s own number of devices goes before his plan’s', async (t, hotspot) => {
  const password = await addUser(hotspot, 'cleo', '--plan', 'one', '--devices', '2');
  const phones = [await hotspot.addPhone(), await hotspot.addPhone(), await hotspot.addPhone()];
  const answers: string[] = [];
  for (const phone of phones) answers.push(await enter(phone, 'cleo', password));
  t.deepEqual(answers, ['303', '303', '403']);
});

test('who is removed is cut off on all his devices', async (t, hotspot) => {
  const password = await addUser(hotspot, 'dora');
  const phones = [await hotspot.addPhone(), await hotspot.addPhone()];
  for (const phone of phones) t.is(await enter(phone, 'dora', password), '303');
  const downloads = await Promise.all(phones.map((phone) => startDownload(phone, '-4')));
  t.is((await hotspot.daemon.run('users', 'remove', 'dora')).code, 0);
  for (const download of downloads) t.regex(await endOf(download), connectionReset);
  const [phone] = phones;
  t.is(phone && (await enter(phone, 'dora', password)), '403');
});

test('whoever guesses must wait, and the owner of the account need not', async (t, hotspot) => {
  const password = await addUser(hotspot, 'emil');
  const [guesser, owner] = [await hotspot.addPhone(), await hotspot.addPhone()];
  const answers: string[] = [];
  for (let times = 0; times < 7; times += 1) answers.push(await enter(guesser, 'emil', `guess ${times}`));
  t.deepEqual(answers, ['403', '403', '403', '403', '403', '429', '429']);
  t.is(await enter(guesser, 'emil', password), '429');
  t.is(await enter(owner, 'emil', password), '303');
});
