import test from 'ava';
import { putListEntry } from '../../src/access/lists.js';
import { MemoryFirewall } from '../../src/firewall/memory-firewall.js';
import { phone } from '../clients.js';
import { handClock } from '../hand-clock.js';
import { ask } from '../hotspot/ask.js';
import { openHotspot } from '../hotspot/hotspot.js';
import { timeZone } from '../plans.js';
import { octets } from '../records.js';
import { logIn, logOut, post, tokenIn } from './forms.js';

const used = octets(34_000, 1_234_567);

test('the status page says since when, how long yet and how much', async (t) => {
  const clock = handClock();
  const firewall = new MemoryFirewall(clock);
  const hotspot = await openHotspot(t, { clock, firewall });
  const { store, usage, enforcer } = hotspot.gate;
  const startedAt = clock() - 3_600_000;
  const endsAt = clock() + 25_265_000;
  await store.grant({ ...phone, method: 'click-through', startedAt, endsAt, limits: {}, used });
  await enforcer.enforce(phone);
  await usage.read();
  const { status, body } = await ask(hotspot.portal, { path: '/status' });
  t.is(status, 200);
  t.regex(body, /<meter min="0" max="100" value="88" aria-labelledby="time-left">7 hours 1 minute<\/meter>/);
  t.regex(body, /<dd><time datetime="2026-01-02T11:00:00\.000Z">Jan 2, 2026/);
  t.regex(body, /<dt id="time-left">Time left<\/dt><dd>7 hours 1 minute<\/dd>/);
  t.regex(body, /<dt>Received<\/dt><dd>1\.2 MB<\/dd>/);
  t.regex(body, /<dt>Sent<\/dt><dd>34 kB<\/dd>/);
  t.regex(body, /<form method="post" action="\/logout">/);
  const german = await ask(hotspot.portal, { path: '/status', headers: { 'Accept-Language': 'de' } });
  t.regex(german.body, /<html lang="de" dir="ltr">.*7 Stunden, 1 Minute.*02\.01\.2026.*1,2 MB/s);
});

test('since when somebody is online is told by the clocks of the plan’s time zone', async (t) => {
  const day = { beginsAtHour: 0, timeZone: timeZone('Asia/Tokyo') };
  const hotspot = await openHotspot(t, { plan: { durationSeconds: 3600, daily: { seconds: 3600, day } } });
  await logIn(hotspot);
  const { body } = await ask(hotspot.portal, { path: '/status' });
  t.regex(body, /<time datetime="2026-01-02T12:00:00\.000Z">Jan 2, 2026, 9:00\sPM<\/time>/);
});

test('after the login the visitor can go on to where he wanted, and the host is shown', async (t) => {
  const hotspot = await openHotspot(t);
  const url = 'http://www.example.test:8080/a?b=c&d';
  const token = tokenIn(await ask(hotspot.portal));
  const { headers } = await post(hotspot, '/login', { token, url });
  const { body } = await ask(hotspot.portal, { path: headers.location ?? '' });
  t.regex(
    body,
    /<a class="button" href="http:\/\/www\.example\.test:8080\/a\?b=c&amp;d">Go on to www\.example\.test:8080<\/a>/,
  );
});

test('nobody is led on to anything but a plain web page', async (t) => {
  const hotspot = await openHotspot(t);
  const token = tokenIn(await ask(hotspot.portal));
  for (const url of [
    'javascript:alert(1)',
    'data:text/html,x',
    'http://u:p@a.test/',
    `http://a.test/${'x'.repeat(2000)}`,
  ]) {
    t.is((await post(hotspot, '/login', { token, url })).headers.location, '/status');
    const { body } = await ask(hotspot.portal, { path: `/status?url=${encodeURIComponent(url)}` });
    t.notRegex(body, /<a (?!href="\/status\?still")/);
  }
});

test('an allowed device sees that it is online for good, with nothing to log out of', async (t) => {
  const hotspot = await openHotspot(t);
  const entry = { mac: phone.mac, kind: 'allow', note: '', by: 'test', at: hotspot.clock() } as const;
  await putListEntry(hotspot.gate, entry);
  const { body } = await ask(hotspot.portal, { path: '/status' });
  t.regex(body, /This device is always let through\./);
  t.notRegex(body, /<form/);
});

test('logging out ends the authorisation and closes the firewall before the answer', async (t) => {
  const clock = handClock();
  const firewall = new MemoryFirewall(clock);
  const hotspot = await openHotspot(t, { clock, firewall });
  await logIn(hotspot);
  clock.advance(60);
  const { status, headers } = await logOut(hotspot);
  t.is(status, 303);
  t.is(headers.location, '/');
  t.is((await firewall.enforced()).clients.size, 0);
  const ended = hotspot.gate.store.authorisation(phone);
  t.deepEqual(ended?.ending, { at: clock(), terminateCause: 'User-Request' });
  t.is((await ask(hotspot.interceptor)).status, 511);
});

test('who is captive, or was until just now, is led from the status page to the login page', async (t) => {
  const hotspot = await openHotspot(t);
  const location = async () => (await ask(hotspot.portal, { path: '/status' })).headers.location;
  t.is(await location(), '/');
  await logIn(hotspot);
  t.is(await location(), undefined);
  hotspot.clock.advance(8 * 3600);
  t.is(await location(), '/');
  const { body } = await ask(hotspot.portal);
  t.notRegex(body, /You have logged out/);
});

test('a visitor whose data is limited sees what is left of it as a meter too', async (t) => {
  const plan = { durationSeconds: 3600, dataBytes: 1_000_000 };
  const hotspot = await openHotspot(t, { plan });
  await logIn(hotspot);
  const { store } = hotspot.gate;
  const granted = store.authorisation(phone);
  if (granted) await store.replace(granted, { ...granted, used: octets(50_000, 200_000) });
  const { body } = await ask(hotspot.portal, { path: '/status' });
  t.regex(body, /<dt id="data-left">Data left<\/dt><dd>750 kB<\/dd>/);
  t.regex(body, /<meter min="0" max="100" value="75" aria-labelledby="data-left">750 kB<\/meter>/);
});

test('the status page refreshes itself each minute, until the visitor asks it not to', async (t) => {
  const hotspot = await openHotspot(t);
  await logIn(hotspot);
  const own = `/status?url=${encodeURIComponent('http://www.example.test/')}`;
  const lively = await ask(hotspot.portal, { path: own });
  t.is(lively.headers.refresh, '60');
  const [, link = ''] = /<a href="([^"]+)">Stop refreshing this page<\/a>/.exec(lively.body) ?? [];
  const still = await ask(hotspot.portal, { path: link.replaceAll('&amp;', '&') });
  t.is(still.headers.refresh, undefined);
  t.regex(still.body, /Go on to www\.example\.test/);
  t.true(still.body.includes(`<a href="${own}">Let this page refresh itself</a>`));
});
