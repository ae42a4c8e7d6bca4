import test from 'ava';
import { authorise } from '../../src/access/authorise.js';
import { putListEntry } from '../../src/access/lists.js';
import { phone } from '../clients.js';
import { ask } from '../hotspot/ask.js';
import { outsideAddress, strangerAddress } from '../hotspot/devices.js';
import { openHotspot } from '../hotspot/hotspot.js';

const oneHour = { method: 'click-through', plan: { durationSeconds: 3600 } };

test('a device that the kernel does not know yet is asked to try again', async (t) => {
  const { interceptor, log } = await openHotspot(t);
  const { status, headers, body } = await ask(interceptor, { from: strangerAddress });
  t.is(status, 503);
  t.is(headers['retry-after'], '2');
  t.is(headers.refresh, '2');
  t.regex(body, /Your device was not recognised/);
  t.regex(log.text(), /the neighbour table has no MAC for 127\.0\.0\.3 in zone guest/);
});

test('who is in no zone is refused', async (t) => {
  const { interceptor, log } = await openHotspot(t);
  const { status, headers } = await ask(interceptor, { from: outsideAddress });
  t.is(status, 403);
  t.is(headers['retry-after'], undefined);
  t.regex(log.text(), /127\.0\.0\.4 is on no zone's interface/);
});

test('a denied device is told so and is not led to the login page', async (t) => {
  const { interceptor, portalUrl, gate } = await openHotspot(t);
  await putListEntry(gate, { mac: phone.mac, kind: 'deny', note: '', by: 'test', at: gate.clock() });
  const { status, body } = await ask(interceptor);
  t.is(status, 403);
  t.false(body.includes(portalUrl));
});

test('an authorised device that still arrives is told to come again, and never that all is well', async (t) => {
  const { interceptor, gate } = await openHotspot(t);
  await authorise(gate, phone, oneHour);
  for (const path of ['/', '/generate_204', '/hotspot-detect.html', '/connecttest.txt', '/success.txt']) {
    const { status, headers, body } = await ask(interceptor, { path });
    t.is(status, 503);
    t.is(headers['retry-after'], '1');
    t.is(headers.connection, 'close');
    t.is(headers['cache-control'], 'no-store');
    t.is(headers.refresh, '1');
    t.regex(body, /This page tries again by itself\./);
  }
});

test('an allowed device that still arrives is treated the same', async (t) => {
  const { interceptor, gate } = await openHotspot(t);
  await putListEntry(gate, { mac: phone.mac, kind: 'allow', note: '', by: 'test', at: gate.clock() });
  t.is((await ask(interceptor)).status, 503);
});

test('when the time is up the next request hears 511, though nobody has swept yet', async (t) => {
  const { interceptor, gate, clock } = await openHotspot(t);
  await authorise(gate, phone, oneHour);
  clock.advance(3599);
  t.is((await ask(interceptor)).status, 503);
  clock.advance(1);
  t.is((await ask(interceptor)).status, 511);
});

test('CONNECT from a device that is refused hears why, too', async (t) => {
  const { interceptor } = await openHotspot(t);
  const question = { method: 'CONNECT', path: 'www.example.test:443', from: outsideAddress };
  t.is((await ask(interceptor, question)).status, 403);
  t.is((await ask(interceptor, { path: 'http://[', from: outsideAddress })).status, 403);
});
