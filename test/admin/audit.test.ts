import test from 'ava';
import { authorise } from '../../src/access/authorise.js';
import { phone } from '../clients.js';
import { type Answer, ask } from '../hotspot/ask.js';
import { type Hotspot, openHotspot } from '../hotspot/hotspot.js';
import { logIn } from '../portal/forms.js';
import { Desk, deskOf, password } from './desk.js';

const call = (hotspot: Hotspot, path: string, accept = 'application/json', method = 'GET'): Promise<Answer> =>
  ask(hotspot.admin, { method, path: `/api/v1${path}`, headers: { Accept: accept } });
const whats = async (hotspot: Hotspot, path: string) =>
  JSON.parse((await call(hotspot, path)).body).records.map(({ what }: { what: string }) => what);

test('the audit trail tells of logins and of what operators did, and can be asked for a part of it', async (t) => {
  const hotspot = await openHotspot(t);
  await logIn(hotspot);
  await call(hotspot, `/authorisations/${phone.mac}`, undefined, 'DELETE');
  t.deepEqual(await whats(hotspot, '/audit'), ['session.started', 'session.ended']);
  t.deepEqual(await whats(hotspot, '/audit?what=session.ended&mac=02-00-00-00-00-0A'), ['session.ended']);
  t.deepEqual(await whats(hotspot, '/audit?mac=02:00:00:00:00:99'), []);
  t.deepEqual(await whats(hotspot, '/audit?limit=1'), ['session.ended']);
  t.deepEqual(await whats(hotspot, '/audit?to=2020-01-01T00:00:00Z'), []);
});

test('the audit trail tells who signed in and out, who could not, and from where; never what was typed', async (t) => {
  const hotspot = await openHotspot(t);
  const desk = await deskOf(hotspot, 'desk');
  await desk.signIn('desk', 'a wrong password');
  await desk.signIn('the password by mistake', password);
  await desk.post('/account/sign-out', {});
  const { body } = await call(hotspot, '/audit');
  const records = JSON.parse(body).records.map(({ at: _, ...record }: { at: string }) => record);
  const from = '127.0.0.1';
  t.deepEqual(records, [
    {
      ...{ what: 'operator.changed', operator: 'desk', hasNewPassword: true, by: 'test' },
      ...{ before: null, after: { role: 'desk', hasTotp: false } },
    },
    { what: 'operator.signed-in', by: 'desk', from },
    { what: 'operator.refused', operator: 'desk', from },
    { what: 'operator.refused', from },
    { what: 'operator.signed-out', operator: 'desk', ended: 1, by: 'desk', from },
  ]);
  t.notRegex(body, /wrong|mistake|horse/);
});

test('changes of operators, tokens and links are in the trail, with who made them and without secrets', async (t) => {
  const hotspot = await openHotspot(t);
  const admin = await deskOf(hotspot, 'admin');
  await hotspot.doors.operators.put('anna', { role: 'viewer', password }, 'test');
  await hotspot.doors.operators.setTotp('anna', 'JBSWY3DPEHPK3PXP', 'anna');
  await new Desk(hotspot).signIn('anna', password);
  const page = '/operators';
  await admin.post('/operators/role', { name: 'anna', role: 'desk' }, page);
  const link = await admin.post('/operators/link', { name: 'anna' }, page);
  const [, code = ''] = /welcome\?code=([\w-]+)/.exec(link.body) ?? [];
  const { text } = (await hotspot.doors.tokens.create({
    ...{ name: 'grafana', scopes: ['status:read'], by: 'anna' },
  })) ?? { text: '' };
  await admin.post('/operators/token', { name: 'grafana' }, page);
  await admin.post('/operators/remove', { name: 'anna' }, page);

  const { body } = await call(hotspot, '/audit?by=admin');
  const records = JSON.parse(body).records.map(({ at: _, ...record }: { at: string }) => record);
  const who = { by: 'admin', from: '127.0.0.1' };
  t.deepEqual(records.slice(1), [
    {
      ...{ what: 'operator.changed', operator: 'anna', ...who },
      ...{ before: { role: 'viewer', hasTotp: true }, after: { role: 'desk', hasTotp: true } },
    },
    { what: 'link.made', operator: 'anna', role: 'desk', ...who },
    { what: 'token.changed', token: 'grafana', change: 'removed', ...who },
    {
      ...{ what: 'operator.changed', operator: 'anna', ...who },
      ...{ before: { role: 'desk', hasTotp: true }, after: null },
    },
  ]);
  t.like(JSON.parse((await call(hotspot, '/audit?what=token.changed')).body).records[0], {
    ...{ token: 'grafana', change: 'added', scopes: ['status:read'], by: 'anna' },
  });
  const all = (await call(hotspot, '/audit')).body;
  for (const secret of [password, 'JBSWY3DPEHPK3PXP', code, text])
    t.false(secret === '' || all.includes(secret), secret);
});

test('as CSV a name that a guest made up begins no formula', async (t) => {
  const hotspot = await openHotspot(t);
  await authorise(hotspot.gate, phone, {
    method: 'password',
    user: '=HYPERLINK("x")',
    plan: { durationSeconds: 60 },
  });
  const { body, headers } = await call(hotspot, '/sessions', 'text/csv');
  t.is(headers['content-type'], 'text/csv; charset=utf-8');
  t.regex(body, /^mac,zone,user,method,startedAt,/);
  t.regex(body, /"'=HYPERLINK\(""x""\)"/);
});

for (const query of ['at=noon', 'at=12', 'mac=x', 'address=10.0.0', 'limit=0', 'colour=red', 'user='])
  test(`${query} is told what is wrong`, async (t) => {
    const { status, body } = await call(await openHotspot(t), `/sessions?${query}`);
    t.is(status, 400);
    t.true(JSON.parse(body).detail.includes(query.split('=')[0]));
  });

test('each deed of an operator is recorded with who it was and from where, which no other program hears', async (t) => {
  const hotspot = await openHotspot(t);
  const admin = await deskOf(hotspot, 'admin');
  const { mac } = phone;
  const first = hotspot.journal.lastPosition;
  await admin.post('/sessions/extend', { mac, zone: 'guest', for: '1h' });
  await admin.post('/sessions/extend', { mac, zone: 'guest', for: '2h' });
  await admin.post('/sessions/end', { mac, zone: 'guest' });
  await admin.post('/lists/put', { mac, kind: 'allow' });
  await admin.post('/lists/remove', { mac });
  await admin.post('/lists/import', { csv: `mac,kind\n${mac},deny\n` });
  await call(hotspot, `/list-entries/${mac}`, undefined, 'DELETE');
  const { body } = await call(hotspot, `/audit?mac=${mac}`);
  const records = JSON.parse(body).records as { what: string; by: string; from: string }[];
  const here = ['admin', '127.0.0.1'];
  t.deepEqual(
    records.map(({ what, by, from }) => [what, by, from]),
    [
      ['session.started', ...here],
      ['session.extended', ...here],
      ['session.ended', ...here],
      ['list.changed', ...here],
      ['list.changed', ...here],
      ['list.changed', ...here],
      ['list.changed', 'root', 'socket'],
    ],
  );
  const heard = hotspot.journal.next(first);
  t.like(heard?.data, { by: 'admin' });
  t.false('from' in (heard?.data ?? {}));
});
