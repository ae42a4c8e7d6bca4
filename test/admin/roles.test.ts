import test from 'ava';
import { password as passwordMethod } from '../../src/login/password/password.js';
import { voucher } from '../../src/login/voucher/voucher.js';
import { phone } from '../clients.js';
import { ask } from '../hotspot/ask.js';
import { openHotspot } from '../hotspot/hotspot.js';
import { openDesk } from '../login/voucher/desk.js';
import { logIn } from '../portal/forms.js';
import { call, read } from './call.js';
import { Desk, deskOf, password } from './desk.js';

const { mac } = phone;
const allow = { mac, kind: 'allow' };
const forms: readonly [path: string, fields: Record<string, string>, allowed: readonly string[]][] = [
  ['/sessions/end', { mac, zone: 'guest' }, ['desk', 'admin']],
  ['/sessions/extend', { mac, zone: 'guest', for: '1h' }, ['desk', 'admin']],
  ['/lists/put', allow, ['desk', 'admin']],
  ['/lists/put', { mac, kind: 'deny' }, ['admin']],
  ['/lists/import', { csv: `mac,kind\n${mac},allow\n` }, ['admin']],
  ['/operators/link', { name: 'eve', role: 'admin' }, ['admin']],
  ['/operators/role', { name: 'viewer', role: 'admin' }, ['admin']],
  ['/operators/remove', { name: 'other' }, ['admin']],
];

for (const role of ['viewer', 'desk', 'admin'] as const)
  test(`as ${role} an operator does what he may, and nothing else`, async (t) => {
    const hotspot = await openHotspot(t);
    await hotspot.doors.operators.put('other', { role: 'viewer', password }, 'test');
    await hotspot.doors.operators.put('viewer', { role: 'viewer', password }, 'test');
    await logIn(hotspot);
    const desk = await deskOf(hotspot, role);
    for (const [path, fields, allowed] of forms) {
      const { status, body } = await desk.post(path, fields);
      if (allowed.includes(role)) t.true(status === 303 || status === 200, `${path}: ${status} ${body}`);
      else t.is(status, 403, `${path} ${JSON.stringify(fields)}`);
    }
    for (const [path, allowed] of [
      ['/', true],
      ['/clients', true],
      [`/clients/guest/${mac}`, true],
      ['/lists', true],
      ['/zones', true],
      ['/audit', role === 'admin'],
      ['/audit/sessions.csv', role === 'admin'],
      ['/operators', role === 'admin'],
    ] as const)
      t.is((await desk.get(path)).status, allowed ? 200 : 403, path);
    t.is(/table inet gate511/.test((await desk.get('/zones')).body), role === 'admin');
  });

test('who may only allow does not undo a denial', async (t) => {
  const hotspot = await openHotspot(t);
  const desk = await deskOf(hotspot, 'desk');
  await call(hotspot, 'PUT', `/list-entries/${mac}`, { kind: 'deny' });
  t.is((await desk.post('/lists/put', allow)).status, 403);
  t.is((await desk.post('/lists/remove', { mac })).status, 403);
  t.like((await hotspot.gate.store.listEntries())[0], { kind: 'deny' });
});

test('a printer is let in with two clicks, by name of who did it', async (t) => {
  const hotspot = await openHotspot(t);
  const desk = await deskOf(hotspot, 'desk');
  const [, path = ''] = /href="(\/clients\/guest\/[0-9a-f:]+)"/.exec((await desk.get('/clients')).body) ?? [];
  const printer = path.split('/').at(-1) ?? '';
  const form = { mac: printer, kind: 'allow', back: 'guest', note: '<b>printer</b>' };
  t.is((await desk.post('/lists/put', form, path)).headers.location, encodeURI(path).replaceAll(':', '%3A'));
  t.like((await hotspot.gate.store.listEntries())[0], { mac: printer, by: 'desk' });
  t.regex((await desk.get(path)).body, /On the allow list: &lt;b&gt;printer&lt;\/b&gt;/);
});

test('a form that another site sent, or that is of another session, changes nothing', async (t) => {
  const hotspot = await openHotspot(t);
  const desk = await deskOf(hotspot, 'admin');
  const other = await deskOf(hotspot, 'desk');
  const [, csrf = ''] = /name="csrf" value="([^"]+)"/.exec((await desk.get('/account')).body) ?? [];
  const [, others = ''] = /name="csrf" value="([^"]+)"/.exec((await other.get('/account')).body) ?? [];
  t.is((await desk.send('/lists/put', allow)).status, 403);
  t.is((await desk.send('/lists/put', { ...allow, csrf: others })).status, 403);
  const fromElsewhere = [
    { Origin: 'http://evil.test' },
    { Origin: 'null' }, // of a frame in a sandbox
    { 'Sec-Fetch-Site': 'cross-site' },
  ];
  for (const headers of fromElsewhere) {
    t.is((await desk.send('/lists/put', { ...allow, csrf }, headers)).status, 403);
    t.is((await desk.send('/login', { name: 'desk', password }, headers)).status, 403);
  }
  t.deepEqual(await hotspot.gate.store.listEntries(), []);
  t.is((await desk.send('/lists/put', { ...allow, csrf })).status, 303);
});

test('a role that is taken away is gone with the next click', async (t) => {
  const hotspot = await openHotspot(t);
  const desk = await deskOf(hotspot, 'desk');
  t.true(await desk.isIn());
  await call(hotspot, 'PUT', '/operators/desk', { role: 'viewer' });
  t.false(await desk.isIn());
  await desk.signIn('desk', password);
  t.is((await desk.post('/lists/put', allow)).status, 403);
  await call(hotspot, 'DELETE', '/operators/desk');
  t.false(await desk.isIn());
});

test('a change in which nothing is given changes nothing, and signs nobody out', async (t) => {
  const hotspot = await openHotspot(t);
  const desk = await deskOf(hotspot, 'desk');
  t.is((await call(hotspot, 'PUT', '/operators/desk', {})).status, 200);
  t.true(await desk.isIn());
  const { records } = await read(hotspot, '/audit?what=operator.changed');
  t.is(records.length, 1);
});

test('what is not enough for a new operator leaves the link that was made for him', async (t) => {
  const hotspot = await openHotspot(t);
  const { code } = hotspot.doors.links.issue({ name: 'anna', role: 'desk', by: 'root' });
  t.is((await call(hotspot, 'PUT', '/operators/anna', { role: 'admin' })).status, 400);
  t.truthy(hotspot.doors.links.find(code));
});

test('the only admin is not taken out', async (t) => {
  const hotspot = await openHotspot(t);
  await hotspot.doors.operators.put('anna', { role: 'admin', password }, 'test');
  t.is((await call(hotspot, 'DELETE', '/operators/anna')).status, 409);
  t.is((await call(hotspot, 'PUT', '/operators/anna', { role: 'desk' })).status, 409);
  t.is((await call(hotspot, 'PUT', '/operators/anna', { role: 'admin' })).status, 200);
});

test('of two admins who are taken out at once one stays', async (t) => {
  const hotspot = await openHotspot(t);
  const names = ['anna', 'bert'];
  for (const name of names) await hotspot.doors.operators.put(name, { role: 'admin', password }, 'test');
  const answers = await Promise.all(names.map((name) => call(hotspot, 'DELETE', `/operators/${name}`)));
  t.deepEqual(answers.map(({ status }) => status).sort(), [200, 409]);
  t.is((await hotspot.doors.operators.all()).length, 1);
});

test('a link for a new password is of no use to whoever has another role since, or is gone', async (t) => {
  const hotspot = await openHotspot(t);
  await hotspot.doors.operators.put('anna', { role: 'admin', password }, 'test');
  const linkFor = async (name: string) => {
    const { body } = await call(hotspot, 'POST', '/operator-links', { name });
    return new URL((JSON.parse(body) as { url: string }).url).searchParams.get('code') ?? '';
  };
  for (const [name, change] of [
    ['bert', () => call(hotspot, 'PUT', '/operators/bert', { role: 'viewer' })],
    ['carl', () => call(hotspot, 'DELETE', '/operators/carl')],
  ] as const) {
    await hotspot.doors.operators.put(name, { role: 'admin', password }, 'test');
    const code = await linkFor(name);
    t.is((await change()).status, 200);
    t.is((await new Desk(hotspot).send('/welcome', { code, password, again: password })).status, 403);
    t.not((await hotspot.doors.operators.get(name))?.role, 'admin');
  }
});

test('nobody is taken out by one click: the button is behind a line that opens, and says who', async (t) => {
  const { hotspot } = await openDesk(t, undefined, { methods: [voucher, passwordMethod] });
  const desk = await deskOf(hotspot, 'admin');
  await call(hotspot, 'POST', '/tokens', { name: 'grafana', scopes: ['status:read'] });
  await call(hotspot, 'PUT', '/users/bert', { password });
  const made = await call(hotspot, 'POST', '/voucher-batches', { plan: 'day-pass', count: 2 });
  const { batch } = JSON.parse(made.body) as { batch: string };
  for (const [page, action, button] of [
    ['/operators', '/operators/remove', 'Remove admin'],
    ['/operators', '/operators/token', 'Remove the token grafana'],
    ['/users', '/users/remove', 'Remove bert'],
    ['/vouchers', '/vouchers/revoke', `Revoke all of ${batch}`],
  ]) {
    const { body } = await desk.get(page ?? '');
    const [, form = ''] =
      new RegExp(
        `<details><summary>\\w[^/]*</span></summary>\\s*<form method="post" action="${action}">(.*)</form></details>`,
      ).exec(body) ?? [];
    t.regex(form, new RegExp(`name="csrf" .*<button [^>]*>${button}</button>$`), page);
  }
});

test('a link is for a new operator with his role, or for a new password of one who is there', async (t) => {
  const hotspot = await openHotspot(t);
  await hotspot.doors.operators.put('anna', { role: 'desk', password }, 'test');
  const invited = async (body: object) => {
    const answer = await call(hotspot, 'POST', '/operator-links', body);
    const { url } = JSON.parse(answer.body) as { url?: string };
    const { role } = hotspot.doors.links.find(new URL(url ?? 'x:').searchParams.get('code') ?? '') ?? {};
    return [answer.status, role];
  };
  t.deepEqual(await invited({ name: 'anna' }), [201, 'desk']);
  t.deepEqual(await invited({ name: 'carl', role: 'viewer' }), [201, 'viewer']);
  t.deepEqual(await invited({}), [201, 'admin']);
  t.deepEqual(await invited({ name: 'carl' }), [404, undefined]);
  t.deepEqual(await invited({ name: 'anna', role: 'admin' }), [409, undefined]);
});

test('two tokens of one name are not made, not even at once', async (t) => {
  const hotspot = await openHotspot(t);
  const make = () => call(hotspot, 'POST', '/tokens', { name: 'grafana', scopes: ['status:read'] });
  const answers = await Promise.all([make(), make()]);
  t.deepEqual(answers.map(({ status }) => status).sort(), [201, 409]);
});

test('an admin makes a token on the page, where it is shown once, and nobody else does', async (t) => {
  const hotspot = await openHotspot(t);
  const admin = await deskOf(hotspot, 'admin');
  const fields = { name: 'grafana', scope: 'clients:read', for: '90d' };
  const { body } = await admin.post('/operators/tokens', fields);
  const [token = ''] = /g511_[\w-]+/.exec(body) ?? [];
  const headers = { Authorization: `Bearer ${token}` };
  t.is((await ask(hotspot.site, { path: '/api/v1/clients', headers })).status, 200);
  const { body: listed } = await admin.get('/operators');
  t.true(listed.includes('grafana') && !listed.includes(token));
  t.is((await admin.post('/operators/tokens', { name: 'none' })).status, 400);
  t.is((await (await deskOf(hotspot, 'desk')).post('/operators/tokens', fields)).status, 403);
});

test('a token does what its scopes say until its time is over, and is kept as a hash', async (t) => {
  const hotspot = await openHotspot(t);
  const body = { name: 'grafana', scopes: ['clients:read'], durationSeconds: 3600 };
  const { token } = JSON.parse((await call(hotspot, 'POST', '/tokens', body)).body) as { token: string };
  t.is((await call(hotspot, 'POST', '/tokens', body)).status, 409);
  t.notRegex(JSON.stringify(await hotspot.gate.store.table('tokens').all()), new RegExp(token));
  const by = (text: string, method: string, path: string) =>
    ask(hotspot.site, { method, path: `/api/v1${path}`, headers: { Authorization: `Bearer ${text}` } });
  t.is((await by(token, 'GET', '/clients')).status, 200);
  t.is((await by(token, 'GET', '/status')).status, 403);
  t.is((await by(token, 'DELETE', `/authorisations/${mac}`)).status, 403);
  t.is((await by(`${token}x`, 'GET', '/clients')).status, 401);
  const [listed] = JSON.parse((await call(hotspot, 'GET', '/tokens')).body);
  t.like(listed, { name: 'grafana', usedAt: new Date(hotspot.clock()).toISOString() });
  hotspot.clock.advance(3600);
  t.is((await by(token, 'GET', '/clients')).status, 401);
  await call(hotspot, 'DELETE', '/tokens/grafana');
  t.deepEqual(await hotspot.doors.tokens.all(), []);
});

test('nobody makes an operator or a token that may more than he may himself', async (t) => {
  const hotspot = await openHotspot(t);
  const scopes = ['operators:write', 'status:read'];
  const made = await call(hotspot, 'POST', '/tokens', { name: 'onboarding', scopes });
  const { token } = JSON.parse(made.body) as { token: string };
  const ask403 = async (method: string, path: string, body: object) => {
    const headers = { Authorization: `Bearer ${token}` };
    const asked = { method, path: `/api/v1${path}`, headers, body: JSON.stringify(body) };
    t.is((await ask(hotspot.site, asked)).status, 403, path);
  };
  await ask403('PUT', '/operators/eve', { role: 'admin', password });
  await ask403('POST', '/operator-links', { role: 'admin' });
  await ask403('POST', '/tokens', { name: 'more', scopes: ['deny:write'] });
  t.deepEqual(await hotspot.doors.operators.all(), []);

  for (const name of ['anna', 'bert'])
    await hotspot.doors.operators.put(name, { role: 'admin', password }, 'test');
  await ask403('PUT', '/operators/anna', { role: 'viewer', password: 'of somebody else' });
  await ask403('DELETE', '/operators/anna/sessions', {});
  await ask403('DELETE', '/operators/anna', {});
  t.is((await hotspot.doors.operators.get('anna'))?.role, 'admin');
});

test('over a session the API changes nothing without its token against forgery', async (t) => {
  const hotspot = await openHotspot(t);
  const desk = await deskOf(hotspot, 'admin');
  const asked = (headers: Record<string, string>) =>
    ask(hotspot.site, {
      method: 'PUT',
      path: `/api/v1/list-entries/${mac}`,
      headers: { Cookie: desk.cookie, ...headers },
      body: '{"kind":"allow"}',
    });
  t.is((await asked({})).status, 403);
  const [session] = hotspot.doors.sessions.of('admin');
  t.is((await asked({ 'X-CSRF-Token': session?.csrf ?? '' })).status, 200);
});

test('a browser that says another name signs in as nobody else', async (t) => {
  const desk = new Desk(await openHotspot(t));
  desk.cookie = 'gate511=nonsense; __Host-gate511=nonsense';
  t.false(await desk.isIn());
});
