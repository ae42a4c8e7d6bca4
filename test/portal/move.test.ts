import test from 'ava';
import { authorise } from '../../src/access/authorise.js';
import { putListEntry } from '../../src/access/lists.js';
import { PortalError } from '../../src/errors.js';
import { noContents } from '../../src/store/contents.js';
import { ContentsStore } from '../../src/store/contents-store.js';
import { laptop, phone } from '../clients.js';
import { type Answer, ask } from '../hotspot/ask.js';
import { laptopAddress } from '../hotspot/devices.js';
import { type Hotspot, type HotspotOptions, openHotspot } from '../hotspot/hotspot.js';
import { timeZone } from '../plans.js';
import { entryOf } from '../records.js';
import { logIn, post, tokenIn } from './forms.js';

/** A hotspot in which the phone is online and its owner has asked for a code. */
async function withCode(t: Parameters<typeof openHotspot>[0], options: HotspotOptions = {}) {
  const hotspot = await openHotspot(t, options);
  await logIn(hotspot);
  return { hotspot, code: await askForCode(hotspot) };
}

async function askForCode(hotspot: Hotspot): Promise<string> {
  const token = tokenIn(await ask(hotspot.portal, { path: '/status' }));
  const { status, headers } = await post(hotspot, '/code', { token });
  if (status !== 303) throw new Error(`no code: ${status}`);
  return codeIn(await ask(hotspot.portal, { path: headers.location ?? '' })) ?? '';
}

const codeIn = ({ body }: Answer) => /<strong class="code">([^<]*)</.exec(body)?.[1];

/** The laptop's owner enters a code on its login page. */
async function enter(hotspot: Hotspot, code: string): Promise<Answer> {
  const token = tokenIn(await ask(hotspot.portal, { from: laptopAddress }));
  return post(hotspot, '/move', { token, code }, { from: laptopAddress });
}

const wrongCode = 'CCCCC-CCCCC';

test('a session goes on with the code on another device, and has ended on the first', async (t) => {
  const { hotspot, code } = await withCode(t);
  const { store } = hotspot.gate;
  t.regex(code, /^[CDFHJKMNPRTWX34679]{5}-[CDFHJKMNPRTWX34679]{5}$/);
  const before = store.authorisation(phone);
  hotspot.clock.advance(300);
  const { status, headers } = await enter(hotspot, ` ${code.toLowerCase().replace('-', ' ')}`);
  t.is(status, 303);
  t.is(headers.location, '/status');
  t.deepEqual(await store.authorisations(), [{ ...before, mac: laptop.mac } as never]);
  t.is((await ask(hotspot.portal, { path: '/status' })).headers.location, '/');
  t.is((await ask(hotspot.portal, { path: '/status', from: laptopAddress })).status, 200);
});

test('a code is over with the session that it was asked for', async (t) => {
  const { hotspot, code } = await withCode(t);
  await post(hotspot, '/logout', { token: tokenIn(await ask(hotspot.portal, { path: '/status' })) });
  hotspot.clock.advance(1_000);
  await logIn(hotspot);
  t.is(codeIn(await ask(hotspot.portal, { path: '/status' })), undefined);
  t.is((await enter(hotspot, code)).status, 403);
  t.not(await askForCode(hotspot), code);
});

test('a code is shown only where it was asked for, and works once', async (t) => {
  const { hotspot, code } = await withCode(t);
  t.is(codeIn(await ask(hotspot.portal, { path: '/status' })), code);
  t.is((await enter(hotspot, code)).status, 303);
  t.is(codeIn(await ask(hotspot.portal, { path: '/status', from: laptopAddress })), undefined);
  await post(
    hotspot,
    '/logout',
    { token: tokenIn(await ask(hotspot.portal, { path: '/status', from: laptopAddress })) },
    { from: laptopAddress },
  );
  await logIn(hotspot);
  t.is((await enter(hotspot, code)).status, 403);
});

test('a code is valid for ten minutes, and asking again shows the same one', async (t) => {
  const { hotspot, code } = await withCode(t);
  hotspot.clock.advance(599);
  t.is(await askForCode(hotspot), code);
  hotspot.clock.advance(1);
  t.is((await enter(hotspot, code)).status, 403);
  t.is(codeIn(await ask(hotspot.portal, { path: '/status' })), undefined);
  t.not(await askForCode(hotspot), code);
});

test('a wrong code leaves the visitor on the login page, which says so, with the form open', async (t) => {
  const { hotspot } = await withCode(t);
  const { status, body } = await enter(hotspot, wrongCode);
  t.is(status, 403);
  t.regex(body, /<details open>.*id="move-fault" role="alert">This code is not right, or no longer valid\./s);
  t.regex(body, /<input [^>]*aria-invalid="true" aria-describedby="move-fault"/);
  t.is(hotspot.gate.store.authorisation(laptop), undefined);
});

test('whoever guesses is stopped after five codes, and the right one is not taken then', async (t) => {
  const { hotspot, code } = await withCode(t);
  for (let tries = 0; tries < 5; tries += 1) t.is((await enter(hotspot, wrongCode)).status, 403);
  const { status, headers, body } = await enter(hotspot, code);
  t.is(status, 429);
  t.is(headers['retry-after'], '30');
  t.regex(body, /Too many wrong attempts\. Please try again in 30 seconds\./);
  t.is(hotspot.gate.store.authorisation(laptop), undefined);
});

test('a code of a session that is over, or was shut out, moves nothing', async (t) => {
  const { hotspot, code } = await withCode(t);
  await putListEntry(hotspot.gate, entryOf(phone, 'deny'));
  t.is((await enter(hotspot, code)).status, 403);
  await hotspot.gate.store.deleteListEntry(phone);
  await post(hotspot, '/logout', { token: tokenIn(await ask(hotspot.portal, { path: '/status' })) });
  t.is((await enter(hotspot, code)).status, 403);
});

test('a device that is shut out takes no session over', async (t) => {
  const { hotspot, code } = await withCode(t);
  const token = tokenIn(await ask(hotspot.portal, { from: laptopAddress }));
  await putListEntry(hotspot.gate, entryOf(laptop, 'deny'));
  const { status, body } = await post(hotspot, '/move', { token, code }, { from: laptopAddress });
  t.is(status, 403);
  t.regex(body, /This device is not admitted/);
  t.truthy(hotspot.gate.store.authorisation(phone));
});

test('who is online already keeps his own session, and the other one too', async (t) => {
  const { hotspot, code } = await withCode(t);
  const token = tokenIn(await ask(hotspot.portal, { from: laptopAddress }));
  await logIn(hotspot, { from: laptopAddress });
  t.is((await post(hotspot, '/move', { token, code }, { from: laptopAddress })).headers.location, '/status');
  t.is((await hotspot.gate.store.authorisations()).length, 2);
});

test('a network that is closed takes over no session, and says until when', async (t) => {
  // 2 January 2026, on which the hand clock begins at noon, is a Friday.
  const hours = { timeZone: timeZone('UTC'), spans: [{ weekday: 4, from: 0, to: 14 * 60 }] };
  const { hotspot, code } = await withCode(t, { plan: { durationSeconds: 3_600, hours } });
  await authorise(hotspot.gate, phone, { method: 'operator', plan: { durationSeconds: 36_000 } });
  const token = tokenIn(await ask(hotspot.portal, { from: laptopAddress }));
  hotspot.clock.advance(2 * 3_600);
  const closed = /The network is closed now\. It opens on Friday/;
  const page = await ask(hotspot.portal, { from: laptopAddress });
  t.regex(page.body, closed);
  t.notRegex(page.body, /<form/);
  const { status, body } = await post(hotspot, '/move', { token, code }, { from: laptopAddress });
  t.is(status, 403);
  t.regex(body, closed);
  t.truthy(hotspot.gate.store.authorisation(phone));
});

test('a code is given to nobody who is not online', async (t) => {
  const hotspot = await openHotspot(t);
  const token = tokenIn(await ask(hotspot.portal));
  t.is((await post(hotspot, '/code', { token })).headers.location, '/status');
  await logIn(hotspot);
  t.is(codeIn(await ask(hotspot.portal, { path: '/status' })), undefined);
});

test('another site neither asks for a code nor enters one', async (t) => {
  const { hotspot, code } = await withCode(t);
  const token = tokenIn(await ask(hotspot.portal, { from: laptopAddress }));
  const headers = { Origin: 'http://evil.example' };
  for (const path of ['/code', '/move']) {
    t.is((await post(hotspot, path, { token, code }, { headers, from: laptopAddress })).status, 403);
    t.is((await post(hotspot, path, { code }, { from: laptopAddress })).status, 403);
    t.is((await post(hotspot, path, { token, code })).status, 403);
  }
  t.truthy(hotspot.gate.store.authorisation(phone));
});

test('a move that cannot be kept changes nothing, and the code works when it can', async (t) => {
  let isFull = false;
  const store = new ContentsStore(noContents(), async () => {
    if (isFull) throw new PortalError('store-full');
  });
  const { hotspot, code } = await withCode(t, { store });
  isFull = true;
  t.is((await enter(hotspot, code)).status, 507);
  t.is((await ask(hotspot.portal, { path: '/status' })).status, 200);
  isFull = false;
  t.is((await enter(hotspot, code)).status, 303);
});

test('no code stands in the log', async (t) => {
  const { hotspot, code } = await withCode(t);
  await enter(hotspot, wrongCode);
  await enter(hotspot, code);
  for (const each of [code, wrongCode]) t.false(hotspot.log.text().includes(each.slice(0, 4)));
});
