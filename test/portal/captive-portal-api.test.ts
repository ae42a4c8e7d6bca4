import test from 'ava';
import { putListEntry } from '../../src/access/lists.js';
import { revoke } from '../../src/access/revoke.js';
import { phone } from '../clients.js';
import { ask } from '../hotspot/ask.js';
import { outsideAddress } from '../hotspot/devices.js';
import { eightHours, type Hotspot, openHotspot } from '../hotspot/hotspot.js';
import { timeZone } from '../plans.js';
import { logIn, logOut, post, tokenIn } from './forms.js';

const capport = (hotspot: Hotspot, Accept = 'application/captive+json') =>
  ask(hotspot.portal, { path: '/captive-portal/api', headers: { Accept } });
const stateOf = async (hotspot: Hotspot): Promise<unknown> => JSON.parse((await capport(hotspot)).body);

test('the API has the media type, caching and keys of RFC 8908', async (t) => {
  const hotspot = await openHotspot(t, { venueInfoUrl: 'https://cafe.example/' });
  const { status, headers, body } = await capport(hotspot);
  t.is(status, 200);
  t.is(headers['content-type'], 'application/captive+json');
  t.is(headers['cache-control'], 'private, no-store');
  t.regex(headers.vary ?? '', /\bAccept\b/);
  t.is(Number(headers['content-length']), Buffer.byteLength(body));
  t.deepEqual(JSON.parse(body), {
    captive: true,
    'user-portal-url': hotspot.portalUrl,
    'venue-info-url': 'https://cafe.example/',
    'can-extend-session': false,
  });
});

test('it is right in the moment after login, as time passes, and in the moment after logout', async (t) => {
  const hotspot = await openHotspot(t);
  const captive = { captive: true, 'user-portal-url': hotspot.portalUrl, 'can-extend-session': false };
  const online = { ...captive, captive: false, 'can-extend-session': true };
  t.deepEqual(await stateOf(hotspot), captive);
  await logIn(hotspot);
  t.deepEqual(await stateOf(hotspot), { ...online, 'seconds-remaining': eightHours });
  hotspot.clock.advance(eightHours - 1);
  t.deepEqual(await stateOf(hotspot), { ...online, 'seconds-remaining': 1 });
  hotspot.clock.advance(1);
  t.deepEqual(await stateOf(hotspot), captive);
  await logIn(hotspot);
  await logOut(hotspot);
  t.deepEqual(await stateOf(hotspot), captive);
  await logIn(hotspot);
  await revoke(hotspot.gate, phone, 'Admin-Reset');
  t.deepEqual(await stateOf(hotspot), captive);
});

test('a session that would end no later for it cannot be extended, and the status page offers no such button', async (t) => {
  const closing = Date.UTC(2026, 0, 2, 14); // a Friday, two hours on
  const spans = [{ weekday: 4, from: 8 * 60, to: 14 * 60 }];
  const plan = { durationSeconds: 3_600, hours: { spans, timeZone: timeZone('UTC') } };
  const hotspot = await openHotspot(t, { plan });
  const statusPage = () => ask(hotspot.portal, { path: '/status' });
  const offered = async () => /Extend the session/.test((await statusPage()).body);
  const extend = async () => post(hotspot, '/login', { token: tokenIn(await statusPage()) });
  await logIn(hotspot);
  hotspot.clock.advance(3_599);
  t.like(await stateOf(hotspot), { 'can-extend-session': true, 'seconds-remaining': 1 });
  t.true(await offered());
  await extend();
  hotspot.clock.advance(60);
  t.like(await stateOf(hotspot), { 'can-extend-session': true });
  await extend();
  t.is(hotspot.gate.store.authorisation(phone)?.endsAt, closing);
  t.like(await stateOf(hotspot), { 'can-extend-session': false });
  t.false(await offered());
});

test('a device on the allow list is not captive, without end unless its entry has one; a denied one is', async (t) => {
  const hotspot = await openHotspot(t);
  const at = hotspot.clock();
  const entry = { mac: phone.mac, note: '', by: 'test', at };
  const known = { 'user-portal-url': hotspot.portalUrl, 'can-extend-session': false };
  await putListEntry(hotspot.gate, { ...entry, kind: 'allow' });
  t.deepEqual(await stateOf(hotspot), { captive: false, ...known });
  await putListEntry(hotspot.gate, { ...entry, kind: 'allow', endsAt: at + 60_000 });
  t.deepEqual(await stateOf(hotspot), { captive: false, ...known, 'seconds-remaining': 60 });
  await putListEntry(hotspot.gate, { ...entry, kind: 'deny' });
  t.deepEqual(await stateOf(hotspot), { captive: true, ...known });
});

test('a browser that strays here is sent to the portal, and programs are not', async (t) => {
  const hotspot = await openHotspot(t);
  const browser = await capport(hotspot, 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8');
  t.is(browser.status, 302);
  t.is(browser.headers.location, hotspot.portalUrl);
  t.regex(browser.headers.vary ?? '', /\bAccept\b/);
  t.is(browser.headers['cache-control'], 'private, no-store');
  for (const accept of ['*/*', 'application/json', 'application/captive+json, */*;q=0.1'])
    t.is((await capport(hotspot, accept)).headers['content-type'], 'application/captive+json');
  t.is((await ask(hotspot.portal, { path: '/captive-portal/api' })).status, 200);
});

test('who is in no zone gets a problem document, not a state', async (t) => {
  const { portal } = await openHotspot(t);
  const headers = { Accept: 'application/captive+json' };
  const answer = await ask(portal, { path: '/captive-portal/api', headers, from: outsideAddress });
  t.is(answer.status, 403);
  t.is(answer.headers['content-type'], 'application/problem+json');
  t.is(answer.headers['cache-control'], 'no-store');
});
