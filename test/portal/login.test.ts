import assert from 'node:assert';
import test from 'ava';
import { putListEntry } from '../../src/access/lists.js';
import { keyOf } from '../../src/client/client.js';
import { MemoryFirewall } from '../../src/firewall/memory-firewall.js';
import type { MethodKind } from '../../src/login/method.js';
import { noContents } from '../../src/store/contents.js';
import { ContentsStore } from '../../src/store/contents-store.js';
import { laptop, phone } from '../clients.js';
import { handClock } from '../hand-clock.js';
import { ask } from '../hotspot/ask.js';
import { laptopAddress } from '../hotspot/devices.js';
import { eightHours, openHotspot } from '../hotspot/hotspot.js';
import { WatchedFirewall } from '../hotspot/watched-firewall.js';
import { logIn, post, tokenIn } from './forms.js';

test('one click, and the device is authorised, the firewall open and the status page shown', async (t) => {
  const clock = handClock();
  const firewall = new MemoryFirewall(clock);
  const hotspot = await openHotspot(t, { clock, firewall });
  const { status, headers, body } = await logIn(hotspot);
  t.is(status, 303);
  t.is(headers.location, '/status');
  t.is(body, '');
  const endsAt = clock() + eightHours * 1000;
  const authorisation = hotspot.gate.store.authorisation(phone);
  t.like(authorisation, { method: 'click-through', startedAt: clock(), endsAt });
  const { clients } = await firewall.enforced();
  t.deepEqual([...clients.keys()], [keyOf(phone)]);
  t.like(clients.get(keyOf(phone)), { kind: 'open', endsAt });
});

test('a login is on disk before the firewall opens, and the firewall open before the visitor hears', async (t) => {
  const steps: string[] = [];
  const clock = handClock();
  const firewall = new WatchedFirewall(clock);
  const store = new ContentsStore(noContents(), async () => {
    steps.push('writing');
    await new Promise(setImmediate);
    steps.push('written');
  });
  firewall.onSetAccess = async ({ kind }) => {
    steps.push('opening');
    await new Promise(setImmediate);
    steps.push(kind);
  };
  await logIn(await openHotspot(t, { clock, store, firewall }));
  t.deepEqual([...steps, 'answered'], ['writing', 'written', 'opening', 'open', 'answered']);
});

test('another login while online moves the end and keeps the beginning', async (t) => {
  const hotspot = await openHotspot(t);
  await logIn(hotspot);
  const first = hotspot.gate.store.authorisation(phone);
  assert(first);
  hotspot.clock.advance(3600);
  const token = tokenIn(await ask(hotspot.portal, { path: '/status' }));
  t.is((await post(hotspot, '/login', { token })).status, 303);
  const extended = { ...first, endsAt: first.endsAt + 3_600_000 };
  t.deepEqual(await hotspot.gate.store.authorisations(), [extended]);
});

test('twenty clicks at once make one authorisation', async (t) => {
  const firewall = new WatchedFirewall(handClock());
  const hotspot = await openHotspot(t, { firewall });
  const token = tokenIn(await ask(hotspot.portal));
  const clicks = Array.from({ length: 20 }, () => post(hotspot, '/login', { token }));
  t.deepEqual(new Set((await Promise.all(clicks)).map(({ status }) => status)), new Set([303]));
  t.is((await hotspot.gate.store.authorisations()).length, 1);
  t.is((await firewall.enforced()).clients.size, 1);
});

test('a login of one device is not one of another', async (t) => {
  const hotspot = await openHotspot(t);
  await logIn(hotspot, { from: laptopAddress });
  t.is(hotspot.gate.store.authorisation(phone), undefined);
  t.is(hotspot.gate.store.authorisation(laptop)?.mac, laptop.mac);
  t.is((await ask(hotspot.interceptor)).status, 511);
});

test('a device that the operator shut out meanwhile does not get in with an open login page', async (t) => {
  const hotspot = await openHotspot(t);
  const token = tokenIn(await ask(hotspot.portal));
  const entry = { mac: phone.mac, kind: 'deny', note: '', by: 'test', at: hotspot.clock() } as const;
  await putListEntry(hotspot.gate, entry);
  t.is((await post(hotspot, '/login', { token })).status, 403);
  t.deepEqual(await hotspot.gate.store.authorisations(), []);
});

test('a login method that says no leaves the visitor on the login page with its reason', async (t) => {
  const never: MethodKind = {
    ...{ name: 'never', texts: { en: {}, de: {}, fr: {}, es: {}, ar: {} }, samples: [] },
    open: () => ({
      method: () => ({
        ...{ name: 'never', canExtend: false, form: () => undefined },
        login: async () => ({ kind: 'reject', reason: 'Not <today>.' }),
      }),
    }),
  };
  const hotspot = await openHotspot(t, { methods: [never] });
  const token = tokenIn(await ask(hotspot.portal));
  const { status, body } = await post(hotspot, '/login', { token });
  t.is(status, 403);
  t.regex(body, /role="status">Not &lt;today&gt;\.<\/p>/);
  t.deepEqual(await hotspot.gate.store.authorisations(), []);
});
