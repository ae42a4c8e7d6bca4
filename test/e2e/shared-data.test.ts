import type { ExecutionContext } from 'ava';
import { siteUrl, zones } from './addresses.js';
import { untilItStands } from './downloads.js';
import { eventually } from './eventually.js';
import { gatewayTests } from './gateway-tests.js';
import type { Hotspot } from './hotspot.js';
import { Meter } from './meter.js';
import { addUser, enter } from './users.js';

const limit = 3_000_000;
const test = gatewayTests([], {
  plan: { duration: '1h', data: '3MB' },
  zoneKeys: { guest: { login: ['password'] } },
});

/** Phones that are online as one user. */
async function usersPhones(hotspot: Hotspot, name: string) {
  const password = await addUser(hotspot, name);
  const phones = [await hotspot.addPhone(), await hotspot.addPhone(), await hotspot.addPhone()] as const;
  for (const phone of phones) await enter(phone, name, password);
  return { phones, password };
}

const meterOn = ({ gateway }: Hotspot) => Meter.onGateway(gateway, zones.guest.bridge);

async function isSpentAndNoMore(t: ExecutionContext, meter: Meter): Promise<void> {
  const { up, down } = await meter.read();
  const passed = up.bytes + down.bytes;
  t.true(passed <= limit && passed > limit - 3 * 65_536, `${passed} passed of ${limit}`);
}

test('the devices of a user share his data to the byte, and are all out when it is spent', async (t, hotspot) => {
  const { phones } = await usersPhones(hotspot, 'anna');
  const meter = await meterOn(hotspot);
  await Promise.all(phones.map((phone) => phone.status(`${siteUrl}megabyte`, ...untilItStands)));
  await isSpentAndNoMore(t, meter);
  for (const phone of phones)
    await eventually(async () => ((await phone.status(siteUrl)) === '511' ? true : undefined));
  await t.notThrowsAsync(
    eventually(async () => {
      const { stdout } = await hotspot.gateway.run('nft', ['list', 'quotas']);
      return stdout.includes('data_') ? undefined : true;
    }),
  );
});

test('what one of them used while the daemon was dead counts, though the kernel has shut it out and not the others', async (t, hotspot) => {
  const {
    phones: [gone, other, last],
    password,
  } = await usersPhones(hotspot, 'berta');
  const meter = await meterOn(hotspot);
  await hotspot.daemon.stop('SIGKILL');
  for (const phone of [gone, other]) t.is(await phone.status(`${siteUrl}megabyte`), '200');
  const timeout = `delete element inet gate511 auth_guest { ${gone.mac} }`;
  t.is((await hotspot.gateway.run('nft', [timeout])).code, 0);
  await hotspot.daemon.start();
  // Once nobody uses the kernel's quota any more, what is left is what the store says.
  for (const phone of [gone, other, last]) t.is((await hotspot.daemon.run('revoke', phone.mac)).code, 0);
  t.is(await enter(last, 'berta', password), '303');
  t.regex(await last.status(`${siteUrl}megabyte`, ...untilItStands), /^exit/);
  await isSpentAndNoMore(t, meter);
});
