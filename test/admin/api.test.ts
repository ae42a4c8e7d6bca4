import { once } from 'node:events';
import { request } from 'node:http';
import test from 'ava';
import { isInForce, unused } from '../../src/store/authorisation.js';
import { laptop, phone } from '../clients.js';
import { type Answer, ask } from '../hotspot/ask.js';
import { eightHours, type Hotspot, openHotspot } from '../hotspot/hotspot.js';
import { planName, timeZone } from '../plans.js';
import { logIn } from '../portal/forms.js';

const call = (hotspot: Hotspot, method: string, path: string, body?: unknown): Promise<Answer> =>
  ask(hotspot.admin, {
    method,
    path: `/api/v1${path}`,
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
const read = async (hotspot: Hotspot, path: string): Promise<unknown> =>
  JSON.parse((await call(hotspot, 'GET', path)).body);

const items = async (hotspot: Hotspot, path: string) =>
  ((await read(hotspot, path)) as { items: readonly unknown[] }).items;

const later = (hotspot: Hotspot, seconds: number) => new Date(hotspot.clock() + seconds * 1000).toISOString();

test('the list of clients shows who is a neighbour and how each stands', async (t) => {
  const hotspot = await openHotspot(t);
  await logIn(hotspot);
  const nothing = { ...unused, name: null, note: null, user: null, lastSeenAt: null };
  t.deepEqual(await items(hotspot, '/clients'), [
    {
      ...{ mac: phone.mac, zone: 'guest', addresses: ['127.0.0.1'], state: 'authorised' },
      ...{ ...nothing, method: 'click-through' },
      ...{ startedAt: later(hotspot, 0), endsAt: later(hotspot, eightHours) },
    },
    {
      ...{ mac: laptop.mac, zone: 'guest', addresses: ['127.0.0.2'], state: 'captive' },
      ...{ ...nothing, method: null, startedAt: null, endsAt: null },
    },
  ]);
});

test('the status counts the devices of each zone', async (t) => {
  const hotspot = await openHotspot(t);
  await logIn(hotspot);
  t.deepEqual(await read(hotspot, '/status'), {
    ...{ pid: process.pid, startedAt: later(hotspot, 0), portal: hotspot.portalUrl, firewall: 'none' },
    zones: [
      { name: 'guest', interface: 'br-guest', captive: 1, authorised: 1, allowed: 0, denied: 0 },
      { name: 'staff', interface: 'br-staff', captive: 0, authorised: 0, allowed: 0, denied: 0 },
    ],
  });
});

test('an operator lets a device in without a login and ends that again', async (t) => {
  const hotspot = await openHotspot(t);
  const { mac } = phone;
  const put = await call(hotspot, 'PUT', `/authorisations/${mac}`, { durationSeconds: 3600 });
  t.is(put.status, 200);
  t.deepEqual(JSON.parse(put.body), { mac, zone: 'guest', endsAt: later(hotspot, 3600) });
  t.is((await ask(hotspot.portal, { path: '/status' })).status, 200);

  const ended = await call(hotspot, 'DELETE', `/authorisations/${mac}`);
  t.deepEqual(JSON.parse(ended.body), { mac, zones: ['guest'] });
  t.regex((await ask(hotspot.portal)).body, /Your session was ended by the operator\./);
  t.is((await call(hotspot, 'DELETE', `/authorisations/${mac}`)).status, 404);
});

test('a device that was never seen is let in where the operator says, for the zone’s usual time', async (t) => {
  const hotspot = await openHotspot(t);
  const path = '/authorisations/02-00-00-00-0A-0B';
  const { status, body } = await call(hotspot, 'PUT', path);
  t.is(status, 400);
  t.regex(body, /name the zone of 02:00:00:00:0a:0b with --zone: guest, staff/);
  const put = await call(hotspot, 'PUT', path, { zone: 'staff' });
  t.deepEqual(JSON.parse(put.body), {
    mac: '02:00:00:00:0a:0b',
    zone: 'staff',
    endsAt: later(hotspot, eightHours),
  });
});

test('devices are put on the lists, listed and taken off again', async (t) => {
  const hotspot = await openHotspot(t);
  const at = later(hotspot, 0);
  const allow = { kind: 'allow', note: 'printer', durationSeconds: 60 };
  t.is((await call(hotspot, 'PUT', '/list-entries/0200.0000.0099', allow)).status, 200);
  t.is(
    (await call(hotspot, 'PUT', `/list-entries/${phone.mac}`, { kind: 'deny', zone: 'guest' })).status,
    200,
  );
  const printer = {
    ...{ mac: '02:00:00:00:00:99', zone: null, kind: 'allow', plan: null, note: 'printer', by: 'root', at },
  };
  const denied = {
    mac: phone.mac,
    zone: 'guest',
    kind: 'deny',
    plan: null,
    note: '',
    by: 'root',
    at,
    endsAt: null,
  };
  t.deepEqual(await items(hotspot, '/list-entries'), [denied, { ...printer, endsAt: later(hotspot, 60) }]);
  t.is((await ask(hotspot.portal)).status, 403);

  t.is((await call(hotspot, 'DELETE', `/list-entries/${phone.mac}?zone=staff`)).status, 404);
  t.deepEqual(JSON.parse((await call(hotspot, 'DELETE', `/list-entries/${phone.mac}`)).body), [denied]);
  t.is((await ask(hotspot.portal)).status, 200);
});

const slow = planName('slow');
const plans = { [slow]: { name: slow, durationSeconds: 600, idleSeconds: 60, downloadBitsPerSecond: 1e6 } };

test('a device is let in under a plan, and its time may be another than the plan’s', async (t) => {
  const hotspot = await openHotspot(t, { plans });
  const { store } = hotspot.gate;
  const put = await call(hotspot, 'PUT', `/authorisations/${mac}`, { plan: 'slow' });
  t.like(JSON.parse(put.body), { endsAt: later(hotspot, 600) });
  const limits = { idleSeconds: 60, downloadBitsPerSecond: 1e6 };
  t.deepEqual(store.authorisation(phone)?.limits, limits);
  await call(hotspot, 'PUT', `/authorisations/${mac}`, { plan: 'slow', durationSeconds: 60 });
  t.like(store.authorisation(phone), { limits, endsAt: Date.parse(later(hotspot, 60)) });
});

test('a device is not let in under a plan that would refuse it, and the operator hears why', async (t) => {
  const closed = planName('closed');
  const hours = { timeZone: timeZone('UTC'), spans: [{ weekday: 3, from: 0, to: 1 }] };
  const hotspot = await openHotspot(t, {
    plans: { [closed]: { name: closed, durationSeconds: 600, hours } },
  });
  const put = await call(hotspot, 'PUT', `/authorisations/${mac}`, { plan: 'closed' });
  t.is(put.status, 409);
  t.like(JSON.parse(put.body), { type: 'urn:gate511:problem:conflict' });
  t.is(hotspot.gate.store.authorisation(phone), undefined);
});

test('an allowed device has the rates of its plan, and none of its other limits', async (t) => {
  const hotspot = await openHotspot(t, { plans });
  const put = await call(hotspot, 'PUT', `/list-entries/${mac}`, { kind: 'allow', plan: 'slow' });
  t.like(JSON.parse(put.body), { plan: 'slow', endsAt: null });
  t.like((await hotspot.gate.store.listEntries())[0], { limits: { downloadBitsPerSecond: 1e6 } });
});

const mac = phone.mac;
const twoEnds = { durationSeconds: 60, endsAt: '2030-01-01T00:00:00Z' };
const over = { endsAt: '2001-02-03T00:00:00Z' };
const faults: readonly [method: string, path: string, body: unknown, detail: RegExp][] = [
  ['PUT', '/list-entries/nonsense', { kind: 'allow' }, /"nonsense" is not a MAC address.*aabb\.ccdd\.eeff/],
  ['PUT', '/list-entries/01:00:5e:00:00:01', { kind: 'allow' }, /is not a MAC address of a device/],
  ['PUT', '/list-entries/%zz', { kind: 'allow' }, /is not a MAC address/],
  ['PUT', `/list-entries/${mac}`, { kind: 'allow', plan: 'gold' }, /no plan "gold"; allowed: none/],
  ['PUT', `/authorisations/${mac}`, { plan: 'constructor' }, /no plan "constructor"; allowed: none/],
  ['PUT', `/list-entries/${mac}`, { kind: 'allow', zone: 'attic' }, /no zone "attic"; allowed: guest, staff/],
  ['PUT', `/list-entries/${mac}`, { kind: 'allow', color: 1 }, /color/],
  ['PUT', `/list-entries/${mac}`, { kind: 'perhaps' }, /kind: .*allow.*deny/],
  ['PUT', `/list-entries/${mac}`, {}, /kind/],
  ['PUT', `/list-entries/${mac}`, { kind: 'allow', durationSeconds: 0 }, /durationSeconds/],
  ['PUT', `/list-entries/${mac}`, { kind: 'allow', durationSeconds: 1e12 }, /durationSeconds/],
  ['PUT', `/list-entries/${mac}`, { kind: 'allow', note: 'x'.repeat(201) }, /note/],
  ['PUT', `/authorisations/${mac}`, { durationSeconds: '1h' }, /durationSeconds/],
  ['PUT', `/authorisations/${mac}`, { duration: 60 }, /duration/],
  ['PUT', `/authorisations/${mac}`, twoEnds, /endsAt: either this or durationSeconds/],
  ['PUT', `/authorisations/${mac}`, over, /endsAt: that is over/],
  ['PUT', `/list-entries/${mac}`, { kind: 'allow', ...twoEnds }, /endsAt: either this or durationSeconds/],
  ['PUT', `/list-entries/${mac}`, { kind: 'allow', ...over }, /endsAt: that is over/],
  ['PUT', `/authorisations/${mac}`, '{', /the body is not JSON/],
  ['PUT', `/authorisations/${mac}`, '[]', /allowed: an object/],
  ['DELETE', `/authorisations/${mac}?zone=attic`, undefined, /no zone "attic"/],
  ['DELETE', `/authorisations/${mac}?zone=guest&zone=staff`, undefined, /zone: it is given more than once/],
  ['DELETE', `/authorisations/${mac}?zon=guest`, undefined, /zon: there is no such field/],
  ['GET', '/clients?cursor=nonsense', undefined, /cursor: not a cursor that a page gave/],
];
for (const [method, path, body, detail] of faults)
  test(`${method} ${path} ${JSON.stringify(body)?.slice(0, 40) ?? ''} is told what is wrong, and changes nothing`, async (t) => {
    const hotspot = await openHotspot(t);
    await logIn(hotspot);
    const { status, headers, body: text } = await call(hotspot, method, path, body);
    t.is(status, 400, text);
    t.is(headers['content-type'], 'application/problem+json');
    const problem = JSON.parse(text) as { detail: string; type: string };
    t.is(problem.type, 'urn:gate511:problem:bad-request');
    t.regex(problem.detail, detail);
    t.deepEqual(await hotspot.gate.store.listEntries(), []);
    const [authorisation, ...others] = await hotspot.gate.store.authorisations();
    t.true(authorisation && isInForce(authorisation, hotspot.clock()));
    t.deepEqual(others, []);
  });

test('what is not there is 404, and a body of more than 16 KiB 413', async (t) => {
  const hotspot = await openHotspot(t);
  t.is((await call(hotspot, 'GET', '/nothing')).status, 404);
  t.is((await call(hotspot, 'DELETE', `/list-entries/${mac}`)).status, 404);
  t.is((await call(hotspot, 'PUT', `/authorisations/${mac}`, { x: 'x'.repeat(17_000) })).status, 413);
});

test('a program that waits for "100 Continue" is told to send its body', async (t) => {
  const { admin } = await openHotspot(t);
  const headers = { Host: 'x', Connection: 'close', Expect: '100-continue', 'Content-Length': 2 };
  const question = request({ port: admin, method: 'PUT', path: '/api/v1/backup', headers });
  question.on('continue', () => question.end('{}'));
  question.flushHeaders();
  const [answer] = await once(question, 'response');
  t.is(answer.statusCode, 400);
  answer.resume();
});
