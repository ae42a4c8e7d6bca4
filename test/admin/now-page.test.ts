import test from 'ava';
import { keyOf } from '../../src/client/client.js';
import { type DeviceName, parseDeviceName } from '../../src/client/device-name.js';
import type { MacAddress } from '../../src/client/mac-address.js';
import { laptop, phone } from '../clients.js';
import { eventually } from '../e2e/eventually.js';
import { handClock } from '../hand-clock.js';
import { ask } from '../hotspot/ask.js';
import { openHotspot } from '../hotspot/hotspot.js';
import { logIn } from '../portal/forms.js';
import { entryOf, octets } from '../records.js';
import { temporaryDirectory } from '../temporary-directory.js';
import { call, read } from './call.js';
import { deskOf } from './desk.js';

test('the first page tells who is online, what passes, and the logins of the last day', async (t) => {
  const hotspot = await openHotspot(t);
  const desk = await deskOf(hotspot, 'viewer');
  t.regex((await desk.get('/')).body, /0 devices are online/);
  await logIn(hotspot);
  for (const bytes of [0, 1_000_000]) {
    const readings = new Map([[keyOf(phone), { used: octets(bytes / 10, bytes) }]]);
    hotspot.gate.tell('usage-read', { readings });
    hotspot.clock.advance(10);
  }
  const { body } = await desk.get('/');
  t.regex(body, /Everything works\. 1 device is online/);
  t.regex(body, /data-label="To devices">800 kbit\/s<.*data-label="From devices">80 kbit\/s</);
  t.regex(body, /click-through<\/td><td data-label="Logins">1</);
  t.regex(body, /data-label="Online at most">1</);
  t.like((await read(hotspot, '/activity')).zones, {
    0: { name: 'guest', now: { inputBitsPerSecond: 80_000, outputBitsPerSecond: 800_000 } },
  });
});

test('devices are found by what they call themselves and by the note of their entry', async (t) => {
  const names = new Map([[phone.mac, parseDeviceName('Annas-Phone')]]) as ReadonlyMap<MacAddress, DeviceName>;
  const deviceNames = { nameOf: async () => undefined, all: async () => names };
  const hotspot = await openHotspot(t, { deviceNames });
  await hotspot.gate.store.putListEntry(entryOf(laptop, 'allow', { note: 'Till <2>' }));
  const desk = await deskOf(hotspot, 'viewer');
  for (const [search, found, other] of [
    ['annas', phone, laptop],
    ['till', laptop, phone],
  ] as const) {
    const { body } = await desk.get(`/clients?search=${search}`);
    t.true(body.includes(found.mac), search);
    t.false(body.includes(other.mac), search);
  }
  t.regex((await desk.get('/clients')).body, /Annas-Phone, private address, guest/);
  t.regex((await desk.get('/clients')).body, /Till &lt;2&gt;/);
  t.regex((await desk.get(`/clients/guest/${phone.mac}`)).body, /Annas-Phone, private address, zone guest/);
});

test('who may not read the lists learns no note by way of the devices', async (t) => {
  const hotspot = await openHotspot(t);
  await hotspot.gate.store.putListEntry(entryOf(laptop, 'deny', { note: 'stole' }));
  const made = await call(hotspot, 'POST', '/tokens', { name: 'till', scopes: ['clients:read'] });
  const headers = { Authorization: `Bearer ${JSON.parse(made.body).token}` };
  const clients = async (query: string) =>
    JSON.parse((await ask(hotspot.site, { path: `/api/v1/clients${query}`, headers })).body).items;
  t.like((await clients(`?search=${laptop.mac}`))[0], { state: 'denied', note: null });
  t.deepEqual(await clients('?search=stole'), []);
});

test('the logins of the last day are known after a restart, too', async (t) => {
  const state = await temporaryDirectory(t);
  const clock = handClock();
  const before = await openHotspot(t, { state, clock });
  await logIn(before);
  await read(before, '/audit'); // now it is on the disk
  clock.advance(600);
  const after = await openHotspot(t, { state, clock });
  const [zone] = await eventually(async () => {
    const { zones } = await read(after, '/activity');
    return zones[0].logins.includes(1) ? zones : undefined;
  });
  t.deepEqual(zone.loginsByMethod, { 'click-through': 1 });
  t.is(zone.online.at(-3), null, 'what is not on the disk is not known');
});
