import test from 'ava';
import { handClock } from '../hand-clock.js';
import { ask } from '../hotspot/ask.js';
import { laptopAddress } from '../hotspot/devices.js';
import { type Hotspot, openHotspot } from '../hotspot/hotspot.js';
import { logIn, post, tokenIn } from './forms.js';

const tokenFor = async ({ portal }: Hotspot, from?: string) =>
  tokenIn(await ask(portal, from === undefined ? {} : { from }));

test('a form without a token, or with one that is not of this device, authorises nobody', async (t) => {
  const hotspot = await openHotspot(t);
  const token = await tokenFor(hotspot);
  const laptops = await tokenFor(hotspot, laptopAddress);
  for (const fields of [
    {},
    { token: '' },
    { token: laptops },
    { token: `${token}x` },
    { token: 'ÿ'.repeat(43) },
  ]) {
    const { status, body } = await post(hotspot, '/login', fields);
    t.is(status, 403);
    t.true(body.includes(`href="${hotspot.portalUrl}"`));
  }
  t.deepEqual(await hotspot.gate.store.authorisations(), []);
});

test('a form from another site authorises nobody, even with a good token', async (t) => {
  const hotspot = await openHotspot(t);
  const token = await tokenFor(hotspot);
  const { host, hostname } = new URL(hotspot.portalUrl);
  const foreign = [
    { Origin: 'http://evil.example' },
    { Origin: `https://${host}` },
    { Origin: `http://${hostname}` },
    { 'Sec-Fetch-Site': 'cross-site' },
    { Origin: 'null', 'Sec-Fetch-Site': 'cross-site' },
  ];
  for (const headers of foreign) t.is((await post(hotspot, '/login', { token }, { headers })).status, 403);
  t.deepEqual(await hotspot.gate.store.authorisations(), []);
});

test('nobody is logged out by another site', async (t) => {
  const hotspot = await openHotspot(t);
  await logIn(hotspot);
  t.is((await post(hotspot, '/logout', {})).status, 403);
  const token = await tokenFor(hotspot, laptopAddress);
  t.is((await post(hotspot, '/logout', { token })).status, 403);
  t.is((await ask(hotspot.portal, { path: '/status' })).status, 200);
});

test('a sign-in sheet, which sends no cookie and no Origin or a null one, can log in', async (t) => {
  const sheets = [
    {},
    { Origin: 'null' },
    { Origin: 'null', 'Sec-Fetch-Site': 'same-origin' },
    { 'Sec-Fetch-Site': 'none' },
  ];
  for (const headers of sheets) {
    const hotspot = await openHotspot(t);
    t.is((await logIn(hotspot, { headers })).status, 303);
  }
  const hotspot = await openHotspot(t);
  const headers = { Origin: new URL(hotspot.portalUrl).origin, 'Sec-Fetch-Site': 'same-origin' };
  t.is((await logIn(hotspot, { headers })).status, 303);
});

test('a page that was opened before a restart still logs in after it', async (t) => {
  const secret = Buffer.alloc(32, 7);
  const token = await tokenFor(await openHotspot(t, { secret }));
  t.is((await post(await openHotspot(t, { secret }), '/login', { token })).status, 303);
  t.is((await post(await openHotspot(t), '/login', { token })).status, 403);
});

test('a page may lie open for half a day, and not for two days', async (t) => {
  const clock = handClock();
  const hotspot = await openHotspot(t, { clock });
  const token = await tokenFor(hotspot);
  clock.advance(12 * 3600);
  t.is((await post(hotspot, '/login', { token })).status, 303);
  clock.advance(36 * 3600);
  const { status, body } = await post(hotspot, '/login', { token });
  t.is(status, 403);
  t.regex(body, /This page is too old/);
});
