import test from 'ava';
import { phone } from '../clients.js';
import { type Hotspot, openHotspot } from '../hotspot/hotspot.js';
import { call, read } from './call.js';

const path = `/list-entries/${phone.mac}`;
const put = (hotspot: Hotspot, body: object, headers = {}) => call(hotspot, 'PUT', path, body, headers);

test('putting the same entry again changes nothing, not even since when it is there', async (t) => {
  const hotspot = await openHotspot(t);
  const first = await put(hotspot, { kind: 'allow', note: 'printer' });
  hotspot.clock.advance(60);
  const second = await put(hotspot, { kind: 'allow', note: 'printer' });
  t.is(second.body, first.body);
  t.is(second.headers.etag, first.headers.etag);
});

test('an edit that was made from what is no longer there is refused', async (t) => {
  const hotspot = await openHotspot(t);
  const { etag = '' } = (await put(hotspot, { kind: 'allow', note: 'one' })).headers;
  t.is((await call(hotspot, 'GET', path)).headers.etag, etag);
  t.is((await put(hotspot, { kind: 'allow', note: 'two' }, { 'If-Match': etag })).status, 200);
  const late = await put(hotspot, { kind: 'allow', note: 'three' }, { 'If-Match': etag });
  t.is(late.status, 412);
  t.is((await call(hotspot, 'DELETE', path, undefined, { 'If-Match': etag })).status, 412);
  t.like(await read(hotspot, path), { note: 'two' });
});

test('of two edits of the same version at once one is refused', async (t) => {
  const hotspot = await openHotspot(t);
  const { etag = '' } = (await put(hotspot, { kind: 'allow' })).headers;
  const both = await Promise.all(
    ['a', 'b'].map((note) => put(hotspot, { kind: 'allow', note }, { 'If-Match': etag })),
  );
  t.deepEqual(both.map(({ status }) => status).sort(), [200, 412]);
});

test('who means to create an entry does not overwrite one', async (t) => {
  const hotspot = await openHotspot(t);
  const creating = { 'If-None-Match': '*' };
  t.is((await put(hotspot, { kind: 'deny' }, creating)).status, 200);
  t.is((await put(hotspot, { kind: 'allow' }, creating)).status, 412);
  t.like(await read(hotspot, path), { kind: 'deny' });
});

test('each wrong field is named by a JSON pointer', async (t) => {
  const hotspot = await openHotspot(t);
  const { status, body } = await put(hotspot, { kind: 'perhaps', note: 7, 'a/b': 1 });
  t.is(status, 400);
  const { errors } = JSON.parse(body) as { errors: { pointer: string }[] };
  t.deepEqual(
    errors.map(({ pointer }) => pointer),
    ['#/kind', '#/note', '#/a~1b'],
  );
});

test('what is wrong with a field is said in a sentence that names what is allowed', async (t) => {
  const hotspot = await openHotspot(t);
  const listed = '/list-entries';
  for (const [method, path, body, said] of [
    ['POST', '/tokens', { name: 'a', scopes: [] }, /^scopes: allowed: one or more of status:read, /],
    ['POST', '/tokens', { name: 'a', scopes: ['all'] }, /^scopes\/0: found "all", allowed: status:read, /],
    ['POST', '/tokens', { name: 'a' }, /^scopes: it is missing; allowed: a list$/],
    ['PUT', '/operators/anna', { role: 'boss' }, /^role: found "boss", allowed: viewer, desk, admin$/],
    ['PUT', `${listed}/${phone.mac}`, {}, /^kind: it is missing; allowed: allow, deny$/],
    ['PUT', `${listed}/${phone.mac}`, { kind: 'allow', plan: 7 }, /^plan: allowed: a text$/],
    ['PUT', `${listed}/${phone.mac}`, [], /^allowed: an object$/],
    [
      'PUT',
      `${listed}/${phone.mac}`,
      { kind: 'deny', durationSeconds: 0.5 },
      /^durationSeconds: allowed: a whole number from 1 to 31622400$/,
    ],
    [
      'POST',
      '/voucher-batches',
      { plan: 'x', count: 10_001 },
      /^count: allowed: a whole number from 1 to 10000$/,
    ],
    ['PATCH', '/users/anna', { isDisabled: 'no' }, /^isDisabled: allowed: true or false$/],
    ['GET', `${listed}?limit=many`, undefined, /^limit: allowed: a whole number from 1 to 1000$/],
    ['GET', `${listed}?limit=5&limit=6`, undefined, /^limit: it is given more than once$/],
    ['GET', `${listed}?search=${'x'.repeat(101)}`, undefined, /^search: allowed: at most 100 characters$/],
  ] as const) {
    const answer = await call(hotspot, method, path, body);
    t.is(answer.status, 400, path);
    t.regex((JSON.parse(answer.body) as { detail: string }).detail, said);
  }
});

const csv = `mac;kind;zone;note;endsAt
02-00-00-00-00-21;allow;;"scales; old";
0200.0000.0022;deny;guest;;2030-01-01T00:00:00Z
`;
const upload = (hotspot: Hotspot, text: string) =>
  call(hotspot, 'POST', '/list-entries/import', text, { 'Content-Type': 'text/csv' });

test('a list comes in as CSV, with a report of each line; once more, it changes nothing', async (t) => {
  const hotspot = await openHotspot(t);
  const { status, body } = await upload(hotspot, csv);
  t.is(status, 200, body);
  t.deepEqual(JSON.parse(body), {
    ...{ added: 2, changed: 0, unchanged: 0 },
    lines: [
      { line: 2, mac: '02:00:00:00:00:21', zone: null, outcome: 'added' },
      { line: 3, mac: '02:00:00:00:00:22', zone: 'guest', outcome: 'added' },
    ],
  });
  t.like((await read(hotspot, '/list-entries')).items, [
    { kind: 'allow', note: 'scales; old' },
    { kind: 'deny', endsAt: '2030-01-01T00:00:00.000Z' },
  ]);
  t.like(JSON.parse((await upload(hotspot, csv)).body), { added: 0, unchanged: 2 });
});

test('of a list with faults nothing is taken, and each fault is told with its line', async (t) => {
  const hotspot = await openHotspot(t);
  const zones = await upload(hotspot, `${csv}0200.0000.0023;allow;attic;;\n0200.0000.0021;allow;;;\n`);
  t.is(zones.status, 400);
  t.like(JSON.parse(zones.body).errors, [
    { line: 4, pointer: '#/entries/2/zone' },
    { line: 5, pointer: '#/entries/3/mac', detail: 'the same device and zone as line 2' },
  ]);
  const forms = await upload(hotspot, `${csv}nonsense;perhaps;;;\n`);
  t.like(JSON.parse(forms.body).errors, [{ line: 4 }, { line: 4, pointer: '#/entries/2/kind' }]);
  t.is((await upload(hotspot, 'mac,kind\n"02')).status, 400);
  t.deepEqual((await read(hotspot, '/list-entries')).items, []);
});
