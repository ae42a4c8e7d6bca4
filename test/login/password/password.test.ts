import test from 'ava';
import { stringify } from 'yaml';
import { parseConfig } from '../../../src/config/load.js';
import { keepUsers } from '../../../src/login/password/keep-users.js';
import { password } from '../../../src/login/password/password.js';
import { PasswordHashes } from '../../../src/login/password/password-hashes.js';
import { systemRandom } from '../../../src/system/random.js';
import { read } from '../../admin/call.js';
import { guest, laptop, phone } from '../../clients.js';
import { sample } from '../../config/sample.js';
import { ask } from '../../hotspot/ask.js';
import { crowdAddress, laptopAddress, phoneAddress } from '../../hotspot/devices.js';
import { planName } from '../../plans.js';
import { cheap, openMembers, secret } from './members.js';

const gold = planName('gold');
const hour = 3_600_000;

test('who gives his name and password is online as himself, however he writes the name', async (t) => {
  const { add, enter, gate } = await openMembers(t);
  await add('anna');
  const { status, headers } = await enter(' ＡＮＮＡ ', secret);
  t.deepEqual([status, headers.location], [303, '/status']);
  t.like(gate.store.authorisation(phone), { method: 'password', user: 'anna' });
});

test('who errs is told so beside the field, finds his name and not his password, and counts as guessing', async (t) => {
  const { add, enter, gate } = await openMembers(t);
  await add('anna');
  const { status, body } = await enter('anna', 'wrong <horse>');
  t.is(status, 403);
  t.regex(
    body,
    /name="password" type="password"[^>]* autocomplete="current-password" aria-invalid="true" aria-describedby="fault-password">\s*<p class="fault" id="fault-password" role="alert">This name and this password do not belong together\./,
  );
  t.regex(body, /name="name" value="anna"[^>]* autocomplete="username"/);
  t.notRegex(body, /horse/);
  t.is(gate.store.authorisation(phone), undefined);
  for (let times = 0; times < 4; times += 1) await enter('anna', 'wrong');
  t.is((await enter('anna', secret)).status, 429);
});

test('a name that nobody has costs the same work and reads the same as a wrong password', async (t) => {
  const { add, enter, work } = await openMembers(t);
  await add('anna');
  await add('dora', { isDisabled: true });
  const worked = async (name: string, from: string) => {
    work.length = 0;
    const { status, body } = await enter(name, 'wrong', from);
    const text = body.replace(/value="[^"]*"|<bdi>[^<]*<\/bdi>/g, '');
    return { status, text, work: [...work] };
  };
  const known = await worked('anna', crowdAddress(1));
  t.is(known.work.length, 1);
  for (const [at, name] of ['nobody', 'dora', '../../x', ''].entries())
    t.deepEqual(await worked(name, crowdAddress(2 + at)), known);
});

test('who may not come in learns why, if he knows the password', async (t) => {
  const { add, enter, gate, clock } = await openMembers(t);
  await add('walt', { isApproved: false });
  await add('dora', { isDisabled: true });
  await add('otto', { validUntil: clock() });
  await add('paul', { plan: gold });
  for (const [name, said] of [
    ['walt', /waiting for the operator’s approval/],
    ['dora', /This account is disabled/],
    ['otto', /no longer valid/],
    ['paul', /cannot be used now/],
  ] as const) {
    const { status, body } = await enter(name, secret);
    t.is(status, 403);
    t.regex(body, said);
  }
  t.deepEqual(await gate.store.authorisations(), []);
});

test('a user has his own plan, number of devices and end', async (t) => {
  const plans = { [gold]: { name: gold, durationSeconds: 86_400, devices: 5 } };
  const { add, enter, gate, clock } = await openMembers(t, { plans });
  await add('anna', { plan: gold, devices: 1, validUntil: clock() + 2 * hour });
  t.is((await enter('anna', secret)).status, 303);
  t.is(gate.store.authorisation(phone)?.endsAt, clock() + 2 * hour);
  const second = await enter('anna', secret, laptopAddress);
  t.is(second.status, 403);
  t.regex(second.body, /As many of your devices are online as may be at once/);
});

test('a hash that was made with less work is made anew when its password comes', async (t) => {
  const { add, enter, users } = await openMembers(t);
  const weak = await new PasswordHashes({ random: systemRandom, cost: { ...cheap, logN: 1 } }).of(secret);
  await add('anna', { passwordHash: weak });
  const hash = async () => (await users.get('anna'))?.passwordHash ?? '';
  t.is((await enter('anna', 'wrong')).status, 403);
  t.is(await hash(), weak);
  t.is((await enter('anna', secret)).status, 303);
  const strong = await hash();
  t.regex(strong, /^\$scrypt\$ln=4,r=1,p=1\$/);
  t.is((await enter('anna', secret)).status, 303);
  t.is(await hash(), strong);
});

test('who is removed, disabled or past his time is not online any more, whatever was under way', async (t) => {
  const { add, enter, gate, users } = await openMembers(t);
  await add('anna');
  await add('bert');
  await enter('anna', secret);
  await enter('bert', secret, laptopAddress);
  await users.update('anna', () => undefined);
  await keepUsers(gate);
  t.is(gate.store.authorisation(phone)?.ending?.terminateCause, 'Admin-Reset');
  t.is(gate.store.authorisation(laptop)?.ending, undefined);
});

test('who knows his password changes it, and may log out his other devices', async (t) => {
  const { add, enter, gate, hotspot, send } = await openMembers(t);
  await add('anna');
  await enter('anna', secret);
  await enter('anna', secret, laptopAddress);
  const status = await ask(hotspot.portal, { path: '/status' });
  t.regex(status.body, /href="\/login\/password\/change">Change the password</);
  const form = await ask(hotspot.portal, { path: '/login/password/change' });
  t.regex(form.body, /name="name" value="anna"/);
  t.regex(form.body, /autocomplete="current-password".*autocomplete="new-password"/s);

  const fields = { name: 'anna', password: secret, newPassword: 'battery staple' };
  const changed = await send('/login/password/change', { ...fields, endOthers: 'on' });
  t.is(changed.status, 200);
  t.regex(changed.body, /Your password is changed\./);
  t.is(gate.store.authorisation(phone)?.ending, undefined);
  t.like(gate.store.authorisation(laptop)?.ending, { terminateCause: 'User-Request' });
  const { records } = await read(hotspot, '/audit?what=session.ended');
  t.like(records, [{ mac: laptop.mac, cause: 'User-Request' }]);
  t.is(records[0].by, undefined);
  t.is((await enter('anna', secret, laptopAddress)).status, 403);
  t.is((await enter('anna', 'battery staple', laptopAddress)).status, 303);
});

test('a new password must be long enough and not the first that one guesses; nothing else is asked of it', async (t) => {
  const { add, users, send } = await openMembers(t);
  const { passwordHash } = await add('annabella');
  const fields = { name: 'annabella', password: secret };
  for (const [newPassword, said] of [
    ['1234567', /at least 8 characters/],
    ['x'.repeat(129), /at least 8 characters/],
    ['Password1', /too easy to guess/],
    ['ANNABELLA', /too easy to guess/],
    ['zzzzzzzzzz', /too easy to guess/],
  ] as const) {
    const { status, body } = await send('/login/password/change', { ...fields, newPassword });
    t.is(status, 403);
    t.regex(body, said);
    t.regex(body, /name="newPassword"[^>]* aria-describedby="hint fault-newPassword" aria-invalid="true"/);
  }
  t.is((await users.get('annabella'))?.passwordHash, passwordHash);
  const odd = 'ü 🐎 ünd.';
  t.is((await send('/login/password/change', { ...fields, newPassword: odd })).status, 200);
});

test('whoever guesses at the old password is stopped like whoever guesses when he logs in', async (t) => {
  const { add, send, enter } = await openMembers(t);
  await add('anna');
  const fields = { name: 'anna', password: 'wrong', newPassword: 'battery staple' };
  for (let times = 0; times < 5; times += 1) t.is((await send('/login/password/change', fields)).status, 403);
  t.is((await send('/login/password/change', { ...fields, password: secret })).status, 429);
  t.is((await enter('anna', secret, laptopAddress)).status, 303);
});

const registration = { zones: [guest], waiting: 2 };

test('a visitor asks for an account, waits for the operator, and comes in when that has approved it', async (t) => {
  const { enter, users, send, hotspot } = await openMembers(t, { registration });
  t.regex((await ask(hotspot.portal)).body, /href="\/login\/password\/register">Ask for an account</);
  const fields = { name: 'Anna', newPassword: secret, who: 'Anna,\nroom 12' };
  const asked = await send('/login/password/register', fields);
  t.is(asked.status, 200);
  t.regex(asked.body, /waiting for the operator’s approval/);
  t.like(await users.get('anna'), { isApproved: false, note: 'Anna, room 12', createdBy: phone.mac });
  t.regex((await enter('anna', secret)).body, /waiting for the operator’s approval/);
  await users.update('anna', (anna) => anna && { ...anna, isApproved: true });
  t.is((await enter('anna', secret)).status, 303);
});

test('only so many wait at once, one of each device, and not for ever', async (t) => {
  const { users, send, gate, clock } = await openMembers(t, { registration });
  const register = (name: string, from: string) =>
    send('/login/password/register', { name, newPassword: secret, who: '' }, from);
  const names = ['ada', 'bob', 'cyd', 'dee'];
  const answers = await Promise.all(names.map((name, at) => register(name, crowdAddress(at + 1))));
  t.deepEqual(answers.map(({ status }) => status).sort(), [200, 200, 403, 403]);
  t.is((await users.all()).length, 2);
  clock.advance(31 * 86_400);
  await keepUsers(gate);
  t.deepEqual(await users.all(), []);
  t.is((await register('ada', phoneAddress)).status, 200);
  const again = await register('bob', phoneAddress);
  t.regex(again.body, /No more requests are taken now/);
});

test('a request takes nobody’s name, and asks for a name and password that will do', async (t) => {
  const { add, users, send } = await openMembers(t, { registration });
  const anna = await add('anna');
  for (const [fields, said] of [
    [{ name: 'ANNA', newPassword: 'battery staple' }, /This name is taken/],
    [{ name: 'voucher:1', newPassword: 'battery staple' }, /A name has up to 64 letters/],
    [{ name: 'bert', newPassword: 'short' }, /at least 8 characters/],
  ] as const) {
    const { status, body } = await send('/login/password/register', { ...fields, who: '<b>' });
    t.is(status, 403);
    t.regex(body, said);
    t.regex(body, /name="who" value="&lt;b&gt;"/);
    t.notRegex(body, /battery|short/);
  }
  t.deepEqual(await users.all(), [anna]);
});

test('where nobody may ask for an account there is no such page', async (t) => {
  const { hotspot } = await openMembers(t);
  t.notRegex((await ask(hotspot.portal)).body, /register/);
  t.is((await ask(hotspot.portal, { path: '/login/password/register' })).status, 404);
});

test('no password stands in the log, in the store or in a page', async (t) => {
  const { add, enter, send, hotspot, users, gate } = await openMembers(t, { registration });
  await add('anna');
  const pages = [
    await enter('anna', 'hunter-two'),
    await send('/login/password/register', { name: 'bert', newPassword: 'hunter-two', who: '' }),
    await send('/login/password/change', { name: 'anna', password: secret, newPassword: 'hunter-two' }),
    await enter('anna', 'hunter-two'),
  ];
  t.deepEqual(
    pages.map(({ status }) => status),
    [403, 200, 200, 303],
  );
  const kept = JSON.stringify([await users.all(), await gate.store.authorisations()]);
  for (const text of [hotspot.log.text(), kept, ...pages.map(({ head, body }) => head + body)])
    t.false(/hunter-two|correct horse/.test(text));
});

const zones = { guest: { interface: 'br-guest', login: ['password'] } };
const plans = { day: {} };
const parse = (settings: object) =>
  parseConfig(stringify({ ...sample, zones, plans, ...settings }), '/etc/gate511.yaml', [password]);

test('its settings may be missing, and name zones and plans that there are', (t) => {
  t.is(parse({}).methods.password, undefined);
  const found = { registration: { zones: ['guest'], plan: 'day' } };
  t.deepEqual(parse({ password: found }).methods.password, {
    registration: { ...found.registration, waiting: 50 },
  } as never);
  const error = t.throws(() => parse({ password: { registration: { zones: ['cellar'], waiting: 0 } } }));
  t.regex(
    error.message,
    /password\.registration\.zones\.0: found "cellar", allowed: a zone that there is: guest/,
  );
  t.regex(error.message, /password\.registration\.waiting: found 0, allowed: a number from 1 to 1000/);
});
