import type { ExecutionContext } from 'ava';
import { gatewayIn, internet, portalUrl, siteUrl, zones } from './addresses.js';
import { untilItStands } from './downloads.js';
import { eventually } from './eventually.js';
import { gatewayTests } from './gateway-tests.js';
import type { Hotspot } from './hotspot.js';
import { logIn } from './login.js';
import { Meter } from './meter.js';
import { moveSession } from './move-session.js';
import type { Phone } from './phone.js';

const limit = 3_000_000;
const data = { duration: '1h', data: '3MB' };
const more = { ...data, data: '6MB' };
const test = gatewayTests([], { plan: data, plans: { slow: data, more } });
/** The largest that Linux makes of what belongs together. */
const packet = 65_536;

/** How curl ends: the server is reset, and the phone is at its next packet; one that only waits learns nothing. */
const isCut = /^exit (18|28|56)$/;

const meterOn = (hotspot: Hotspot) => Meter.onGateway(hotspot.gateway, zones.guest.bridge);

/** Resolves when the phone hears 511 again. */
const captiveAgain = (phone: Phone) =>
  eventually(async () => ((await phone.status(siteUrl)) === '511' ? true : undefined));

async function passed(meter: Meter): Promise<number> {
  const { up, down } = await meter.read();
  return up.bytes + down.bytes;
}

function isSpentAndNoMore(t: ExecutionContext, bytes: number, granted = limit): void {
  t.true(bytes <= granted, `${bytes} passed of ${granted}`);
  t.true(bytes >= granted - 2 * packet, `${bytes} passed of ${granted}`);
}

for (const [family, option] of [
  ['IPv4', '-4'],
  ['IPv6', '-6'],
] as const)
  test(`not a byte more than the data that was granted passes in a download over ${family}`, async (t, hotspot) => {
    const phone = await hotspot.addPhone();
    const meter = await meterOn(hotspot);
    await logIn(phone);
    for (let count = 0; count < 2; count += 1) t.is(await phone.status(`${siteUrl}megabyte`, option), '200');
    t.regex(await phone.status(`${siteUrl}megabyte`, ...untilItStands, option), isCut);
    t.is(await phone.probe('tcp', internet.address4, '443'), 'ECONNREFUSED');
    t.is(await phone.probe('tcp', internet.address6, '443'), 'ECONNREFUSED');
    isSpentAndNoMore(t, await passed(meter));
    t.regex((await hotspot.daemon.logged('authorisation ended')) ?? '', /"NAS-Request","limit":"data"/);
  });

test('not a byte more passes in an upload', async (t, hotspot) => {
  const phone = await hotspot.addPhone();
  const meter = await meterOn(hotspot);
  await logIn(phone);
  const upload = `head -c 4000000 /dev/zero | curl -s -S ${untilItStands.join(' ')} -T - ${siteUrl}upload`;
  t.not((await phone.run('sh', '-c', upload)).code, 0);
  isSpentAndNoMore(t, await passed(meter));
});

test('who has spent it is captive again, hears why, and may log in when it begins anew', async (t, hotspot) => {
  const phone = await hotspot.addPhone();
  await logIn(phone);
  await phone.run(
    'sh',
    '-c',
    `head -c 4000000 /dev/zero | curl -s ${untilItStands.join(' ')} -T - ${siteUrl}upload`,
  );
  await captiveAgain(phone);
  const why = /Your session ended, because its data was used up\. You can sign in again/;
  t.regex((await phone.curl(siteUrl)).stdout, why);
  const page = (await phone.curl(portalUrl)).stdout;
  t.regex(page, why);
  t.notRegex(page, /<form[^>]+login/);
  const refused = await hotspot.daemon.run('authorise', phone.mac, '--plan', 'slow');
  t.is(refused.code, 1);
  t.regex(refused.stderr, /Your data is used up/);
  t.is((await hotspot.daemon.run('authorise', phone.mac)).code, 0); // the operator may
  t.is(await phone.status(siteUrl), '200');
});

test('a device that sends on while its data is spent has all of what it is given then', async (t, hotspot) => {
  const phone = await hotspot.addPhone();
  const meter = await meterOn(hotspot);
  await logIn(phone);
  const sending = phone.startProbe('pour', internet.address4, '443');
  await eventually(async () => ((await passed(meter)) > limit - packet ? true : undefined));
  t.is((await hotspot.daemon.run('authorise', phone.mac, '--plan', 'more')).code, 0);
  await captiveAgain(phone);
  await sending.kill('SIGTERM');
  isSpentAndNoMore(t, await passed(meter), 2 * limit);
});

for (const [what, disturb] of Object.entries({
  'a restart': async ({ daemon }: Hotspot) => {
    await daemon.stop();
    await daemon.start();
  },
  'a crash': async ({ daemon }: Hotspot) => {
    await daemon.stop('SIGKILL');
    await daemon.start();
  },
  'a reload': ({ daemon }: Hotspot) => daemon.reload('the new configuration is in force'),
  'a log out': (_: Hotspot, phone: Phone) => logOutAndIn(phone),
}))
  test(`what was used before ${what} is not granted again`, async (t, hotspot) => {
    const phone = await hotspot.addPhone();
    const meter = await meterOn(hotspot);
    await logIn(phone);
    for (let count = 0; count < 2; count += 1) t.is(await phone.status(`${siteUrl}megabyte`), '200');
    await disturb(hotspot, phone);
    t.regex(await phone.status(`${siteUrl}megabyte`, ...untilItStands), isCut);
    isSpentAndNoMore(t, await passed(meter));
  });

async function logOutAndIn(phone: Phone): Promise<void> {
  const { stdout } = await phone.curl(`${portalUrl}status`);
  const [, token = ''] = /name="token" value="([^"]+)"/.exec(stdout) ?? [];
  await phone.curl('--data-urlencode', `token=${token}`, `${portalUrl}logout`);
  await logIn(phone);
}

test('a device that logs out and in again and again while it sends has no more for that', async (t, hotspot) => {
  const phone = await hotspot.addPhone();
  const meter = await meterOn(hotspot);
  await logIn(phone);
  const sending = phone.startProbe('pour', internet.address4, '443');
  for (let isIn = true; isIn; )
    isIn = await logOutAndIn(phone).then(
      () => true,
      () => false,
    );
  await captiveAgain(phone);
  await sending.kill('SIGTERM');
  isSpentAndNoMore(t, await passed(meter));
});

test('what was used before a session moves to another device is not granted again', async (t, hotspot) => {
  const [phone, renewed] = [await hotspot.addPhone(), await hotspot.addPhone()];
  const meter = await meterOn(hotspot);
  await logIn(phone);
  for (let count = 0; count < 2; count += 1) t.is(await phone.status(`${siteUrl}megabyte`), '200');
  await moveSession(phone, renewed);
  t.is(await phone.status(siteUrl), '511');
  t.regex(await renewed.status(`${siteUrl}megabyte`, ...untilItStands), isCut);
  isSpentAndNoMore(t, await passed(meter));
  await captiveAgain(renewed);
  t.regex((await phone.curl(siteUrl)).stdout, /Your data is used up/);
});

/** A phone that has used two megabytes of its three since the daemon died. */
async function usingWithoutDaemon(t: ExecutionContext, hotspot: Hotspot) {
  const phone = await hotspot.addPhone();
  const meter = await meterOn(hotspot);
  await logIn(phone);
  await hotspot.daemon.stop('SIGKILL');
  for (let count = 0; count < 2; count += 1) t.is(await phone.status(`${siteUrl}megabyte`), '200');
  return { phone, meter };
}

test('while the daemon is dead nothing passes beyond the data either', async (t, hotspot) => {
  const { phone, meter } = await usingWithoutDaemon(t, hotspot);
  t.regex(await phone.status(`${siteUrl}megabyte`, ...untilItStands), isCut);
  isSpentAndNoMore(t, await passed(meter));
  await hotspot.daemon.start();
  await captiveAgain(phone);
});

test('what was used while the daemon was dead counts, though the kernel has shut the device out since', async (t, hotspot) => {
  const { phone, meter } = await usingWithoutDaemon(t, hotspot);
  const timeouts = ['map inet gate511 auth_guest', 'set inet gate511 down', 'map inet gate511 quota_of'];
  await hotspot.gateway.run('nft', [timeouts.map((set) => `flush ${set};`).join(' ')]);
  await hotspot.daemon.start();
  t.regex(await phone.status(`${siteUrl}megabyte`, ...untilItStands), isCut);
  isSpentAndNoMore(t, await passed(meter));
  await captiveAgain(phone);
});

test('a visitor sees what is left, on the status page and in the API', async (t, hotspot) => {
  const phone = await hotspot.addPhone();
  await logIn(phone);
  t.is(await phone.status(`${siteUrl}megabyte`), '200');
  const api = await phone.curl('-H', 'Accept: application/captive+json', `${portalUrl}captive-portal/api`);
  const { 'bytes-remaining': left } = JSON.parse(api.stdout) as Record<string, unknown>;
  t.true(Number(left) > 1_800_000 && Number(left) < 1_951_424, String(left));
  t.regex(
    (await phone.curl(`${portalUrl}status`)).stdout,
    /<dt id="data-left">Data left<\/dt><dd>1\.9 MB<\/dd>/,
  );
});

test('the gateway itself is not part of it', async (t, hotspot) => {
  const phone = await hotspot.addPhone();
  const meter = await meterOn(hotspot);
  await logIn(phone);
  for (let count = 0; count < 20; count += 1)
    t.is(await phone.status(`http://${gatewayIn('guest').address4}/`), '302');
  t.is(await passed(meter), 0);
});
