import test, { type ExecutionContext } from 'ava';
import { authorise } from '../../src/access/authorise.js';
import { keyOf } from '../../src/client/client.js';
import { clientNumber, laptop, phone } from '../clients.js';
import { ask } from '../hotspot/ask.js';
import { type Hotspot, openHotspot } from '../hotspot/hotspot.js';
import { post, tokenIn } from './forms.js';

const tablet = clientNumber(1);
const plan = { durationSeconds: 3600 };
const ofAnna = { plan, method: 'password', user: 'anna' };

/** Anna is online with phone and laptop; the tablet is online as the test says. */
async function withDevices(
  t: ExecutionContext,
  tabletLogin: { method: string; user?: string },
): Promise<Hotspot> {
  const hotspot = await openHotspot(t);
  for (const client of [phone, laptop]) await authorise(hotspot.gate, client, ofAnna);
  await authorise(hotspot.gate, tablet, { plan, ...tabletLogin });
  return hotspot;
}

const isOnline = async ({ gate }: Hotspot, client: typeof phone) =>
  gate.store.authorisation(client)?.ending === undefined;

async function logOutDevice(hotspot: Hotspot, device: string) {
  const token = tokenIn(await ask(hotspot.portal, { path: '/status' }));
  return post(hotspot, '/logout', { token, device });
}

test('the status page lists the user’s other devices, and one button logs out the one that it stands by', async (t) => {
  const hotspot = await withDevices(t, ofAnna);
  const { body } = await ask(hotspot.portal, { path: '/status' });
  t.regex(
    body,
    new RegExp(
      `Your other devices.*<bdi id="other-1">${laptop.mac}</bdi>.*<bdi id="other-2">${tablet.mac}</bdi>`,
      's',
    ),
  );
  t.regex(body, /<button [^>]*aria-labelledby="out-1 other-1">Log out</);
  const { status, headers } = await logOutDevice(hotspot, keyOf(laptop));
  t.is(status, 303);
  t.is(headers.location, '/status');
  t.false(await isOnline(hotspot, laptop));
  t.true(await isOnline(hotspot, phone));
  t.true(await isOnline(hotspot, tablet));
  t.is(hotspot.gate.store.authorisation(laptop)?.ending?.terminateCause, 'User-Request');
  t.false((await ask(hotspot.portal, { path: '/status' })).body.includes(laptop.mac));
});

for (const [whose, login] of [
  ['another user', { method: 'password', user: 'ben' }],
  ['nobody by name', { method: 'click-through' }],
  ['a user of the same name by another method', { method: 'radius', user: 'anna' }],
] as const)
  test(`a device of ${whose} is neither shown nor logged out`, async (t) => {
    const hotspot = await withDevices(t, login);
    t.false((await ask(hotspot.portal, { path: '/status' })).body.includes(tablet.mac));
    t.is((await logOutDevice(hotspot, keyOf(tablet))).status, 303);
    t.true(await isOnline(hotspot, tablet));
    t.true(await isOnline(hotspot, phone));
  });

test('a visitor without a name sees no other devices, whoever else has none', async (t) => {
  const hotspot = await openHotspot(t);
  for (const client of [phone, laptop])
    await authorise(hotspot.gate, client, { plan, method: 'click-through' });
  const { body } = await ask(hotspot.portal, { path: '/status' });
  t.notRegex(body, /Your other devices/);
  await logOutDevice(hotspot, keyOf(laptop));
  t.true(await isOnline(hotspot, laptop));
});

test('who is captive logs nobody out, and what names no device does nothing', async (t) => {
  const hotspot = await withDevices(t, ofAnna);
  for (const device of ['', '../../etc/passwd', 'guest/', `staff/${laptop.mac}`, keyOf(phone)])
    t.is((await logOutDevice(hotspot, device)).headers.location, '/status');
  t.true(await isOnline(hotspot, phone));
  const token = tokenIn(await ask(hotspot.portal, { path: '/status' }));
  await post(hotspot, '/logout', { token });
  await post(hotspot, '/logout', { token, device: keyOf(laptop) });
  t.true(await isOnline(hotspot, laptop));
});
