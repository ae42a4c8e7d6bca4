import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Account } from '../../src/store/account.js';
import type { StoreFile } from '../../src/store/store-file.js';
import { siteUrl, zones } from './addresses.js';
import { eventually } from './eventually.js';
import { gatewayTests } from './gateway-tests.js';
import type { Hotspot } from './hotspot.js';
import { logIn } from './login.js';
import { Meter } from './meter.js';

const limit = 3_000_000;
const test = gatewayTests([], { plan: { duration: '1h', data: '3MB' } });

/** As if all who are in had logged in as one user: by the store, since there is no login with a name yet. */
async function becomeOneUser({ daemon, directory }: Hotspot): Promise<void> {
  const path = join(directory, 'state', 'store.json');
  await daemon.stop();
  const file = JSON.parse(await readFile(path, 'utf8')) as StoreFile;
  const [first] = file.accounts;
  const online = file.authorisations.map(({ zone, mac }) => `${zone}/${mac}`);
  const user = { user: 'anna', account: 'user/anna' };
  const account = { ...first, key: user.account, online } as Account;
  const authorisations = file.authorisations.map((each) => ({ ...each, ...user }));
  await writeFile(path, JSON.stringify({ ...file, authorisations, accounts: [account] }));
  await daemon.start();
}

test('the devices of a user share his data to the byte, and are all out when it is spent', async (t, hotspot) => {
  const phones = [await hotspot.addPhone(), await hotspot.addPhone(), await hotspot.addPhone()];
  for (const phone of phones) await logIn(phone);
  await becomeOneUser(hotspot);
  const meter = await Meter.onGateway(hotspot.gateway, zones.guest.bridge);
  await Promise.all(phones.map((phone) => phone.status(`${siteUrl}megabyte`, '--max-time', '3')));
  const { up, down } = await meter.read();
  const passed = up.bytes + down.bytes;
  t.true(passed <= limit && passed > limit - 3 * 65_536, `${passed} passed of ${limit}`);
  for (const phone of phones)
    await eventually(async () => ((await phone.status(siteUrl)) === '511' ? true : undefined));
  await t.notThrowsAsync(
    eventually(async () => {
      const { stdout } = await hotspot.gateway.run('nft', ['list', 'quotas']);
      return stdout.includes('data_') ? undefined : true;
    }),
  );
});
