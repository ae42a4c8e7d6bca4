import test from 'ava';
import { phone } from '../clients.js';
import { ask } from '../hotspot/ask.js';
import { laptopAddress } from '../hotspot/devices.js';
import { openHotspot } from '../hotspot/hotspot.js';
import { openMembers, secret } from '../login/password/members.js';
import { planName } from '../plans.js';

const day = planName('day');
const plans = { [day]: { name: day, durationSeconds: 86_400 } };

async function call(admin: number, method: string, path: string, body?: object) {
  const text = body === undefined ? {} : { body: JSON.stringify(body) };
  const answer = await ask(admin, { method, path: `/api/v1${path}`, ...text });
  return { status: answer.status, json: JSON.parse(answer.body), body: answer.body };
}

test('a user is added, shown without a password, and logs in', async (t) => {
  const { hotspot, enter } = await openMembers(t, { plans });
  const order = { password: secret, plan: 'day', devices: 2, validSeconds: 60, note: 'July' };
  const { status, json } = await call(hotspot.admin, 'PUT', '/users/Anna', order);
  t.is(status, 201);
  t.like(json, { name: 'anna', state: 'good', plan: 'day', devices: 2, note: 'July', createdBy: 'root' });
  t.is((await enter('anna', secret)).status, 303);
  const { json: page, body } = await call(hotspot.admin, 'GET', '/users');
  const rows = page.items;
  t.like(rows, [{ name: 'anna', online: 1 }]);
  t.like((await call(hotspot.admin, 'GET', '/users/anna')).json, rows[0]);
  t.notRegex(body, /scrypt|horse/);
  t.is((await call(hotspot.admin, 'PUT', '/users/ANNA', order)).status, 400, 'there is one already');
});

test('what is not named stays, and null takes a limit away', async (t) => {
  const { hotspot, add, clock } = await openMembers(t, { plans });
  await add('anna', { plan: day, devices: 2, validUntil: clock() + 1_000, note: 'July' });
  const change = (body: object) => call(hotspot.admin, 'PATCH', '/users/anna', body);
  t.like((await change({ devices: 3 })).json, { plan: 'day', devices: 3, note: 'July' });
  t.like((await change({ plan: null, validSeconds: null, note: '' })).json, {
    ...{ plan: null, devices: 3, validUntil: null, note: '' },
  });
});

test('who is disabled, removed or given another password is offline at once', async (t) => {
  const { hotspot, add, enter, gate } = await openMembers(t);
  await add('anna');
  const session = () => gate.store.authorisation(phone);
  await enter('anna', secret);
  t.like((await call(hotspot.admin, 'PATCH', '/users/anna', { isDisabled: true })).json, {
    state: 'disabled',
  });
  t.truthy((await session())?.ending);
  await call(hotspot.admin, 'PATCH', '/users/anna', { isDisabled: false });
  await enter('anna', secret);
  await call(hotspot.admin, 'PATCH', '/users/anna', { password: 'battery staple' });
  t.truthy((await session())?.ending);
  t.is((await enter('anna', 'battery staple')).status, 303);
  t.is((await call(hotspot.admin, 'DELETE', '/users/anna')).status, 200);
  t.truthy((await session())?.ending);
  t.is((await enter('anna', 'battery staple', laptopAddress)).status, 403);
});

test('it is recorded which operator ended the sessions of a user', async (t) => {
  const { hotspot, add, enter } = await openMembers(t);
  await add('anna');
  for (const [method, change] of [
    ['PATCH', { isDisabled: true }],
    ['PATCH', { password: 'battery staple' }],
    ['DELETE', undefined],
  ] as const) {
    await call(hotspot.admin, 'PATCH', '/users/anna', { isDisabled: false, password: secret });
    t.is((await enter('anna', secret)).status, 303);
    await call(hotspot.admin, method, '/users/anna', change);
    const { records } = (await call(hotspot.admin, 'GET', '/audit?what=session.ended')).json;
    t.like(records.at(-1), { mac: phone.mac, cause: 'Admin-Reset', by: 'root' });
  }
  t.is((await call(hotspot.admin, 'GET', '/audit?what=session.ended')).json.records.length, 3);
});

test('who waits is approved', async (t) => {
  const { hotspot, add, enter } = await openMembers(t);
  await add('anna', { isApproved: false });
  t.like((await call(hotspot.admin, 'GET', '/users')).json.items, [{ state: 'waiting' }]);
  t.like((await call(hotspot.admin, 'PATCH', '/users/anna', { isApproved: true })).json, { state: 'good' });
  t.is((await enter('anna', secret)).status, 303);
});

test('what cannot be is said, and nothing is changed', async (t) => {
  const { hotspot, users } = await openMembers(t, { plans });
  for (const [method, path, body, status, said] of [
    ['PUT', '/users/a%2Fb', { password: secret }, 400, /allowed: a name of 1 to 64 letters/],
    ['PUT', '/users/anna', { password: 'short' }, 400, /8 to 128 characters/],
    ['PUT', '/users/anna', { password: 'password1' }, 400, /too easy to guess/],
    ['PUT', '/users/anna', { password: secret, plan: 'gold' }, 400, /there is no plan/],
    ['PUT', '/users/anna', { password: secret, isApproved: true }, 400, /isApproved/],
    ['PATCH', '/users/anna', { devices: 0 }, 400, /devices/],
    ['PATCH', '/users/anna', { note: '' }, 404, /there is no user/],
    ['DELETE', '/users/anna', undefined, 404, /there is no user/],
    ['GET', '/users/anna', undefined, 404, /there is no user/],
  ] as const) {
    const answer = await call(hotspot.admin, method, path, body);
    t.is(answer.status, status, answer.body);
    t.regex(answer.json.detail, said);
    t.notRegex(answer.body, /horse/);
  }
  t.deepEqual(await users.all(), []);
  const without = await openHotspot(t);
  const refused = await call(without.admin, 'PUT', '/users/anna', { password: secret });
  t.regex(refused.json.detail, /no zone takes passwords/);
});
