import test, { type ExecutionContext } from 'ava';
import { Secret, TOTP } from 'otpauth';
import { ask } from '../hotspot/ask.js';
import { openHotspot } from '../hotspot/hotspot.js';
import { Desk, deskOf, password } from './desk.js';

test('nothing of the admin side is shown to whoever has neither session nor token', async (t) => {
  const hotspot = await openHotspot(t);
  for (const path of ['/', '/clients', '/lists', '/zones', '/operators', '/account', '/clients/guest/x'])
    t.like(
      await ask(hotspot.site, { path }),
      { status: 303, body: '', headers: { location: '/login' } },
      path,
    );
  for (const path of ['/api/v1/clients', '/api/v1/status', '/api/v1/openapi.json']) {
    const { status, headers } = await ask(hotspot.site, { path });
    t.is(status, 401, path);
    t.is(headers['www-authenticate'], 'Bearer');
  }
  t.is((await ask(hotspot.site, { path: '/lists/put', method: 'POST' })).headers.location, '/login');
});

test('there is no operator and no password until somebody makes one', async (t) => {
  const hotspot = await openHotspot(t);
  t.regex((await new Desk(hotspot).get('/login')).body, /There is no operator yet/);
  t.is((await new Desk(hotspot).signIn('admin', 'admin')).status, 401);
});

test('a link makes one operator, once, and signs him in', async (t) => {
  const hotspot = await openHotspot(t);
  const { code } = hotspot.doors.links.issue({ role: 'admin', by: 'root' });
  const path = `/welcome?code=${code}`;
  const desk = new Desk(hotspot);
  t.is((await desk.get(path)).status, 200);
  const fields = { code, name: 'Anna', password, again: password };
  t.regex((await desk.send('/welcome', { ...fields, again: 'other' })).body, /passwords differ/);
  t.regex(
    (await desk.send('/welcome', { ...fields, password: 'short', again: 'short' })).body,
    /at least 10/,
  );
  t.is((await desk.send('/welcome', fields)).status, 303);
  t.true(await desk.isIn());
  t.like(await hotspot.doors.operators.get('anna'), { role: 'admin' });
  t.is((await new Desk(hotspot).get(path)).status, 403);
  t.is((await new Desk(hotspot).send('/welcome', { ...fields, name: 'eve' })).status, 403);
});

test('a link is of no use after ten minutes, and takes nobody’s name', async (t) => {
  const hotspot = await openHotspot(t);
  await hotspot.doors.operators.put('anna', { role: 'viewer', password }, 'test');
  const { code } = hotspot.doors.links.issue({ role: 'admin', by: 'root' });
  const fields = { code, name: 'anna', password, again: password };
  t.regex((await new Desk(hotspot).send('/welcome', fields)).body, /choose another one/);
  t.like(await hotspot.doors.operators.get('anna'), { role: 'viewer' });
  hotspot.clock.advance(600);
  t.is((await new Desk(hotspot).send('/welcome', { ...fields, name: 'eve' })).status, 403);
});

test('the cookie of a session is for this site, and for no script', async (t) => {
  const hotspot = await openHotspot(t);
  await hotspot.doors.operators.put('anna', { role: 'viewer', password }, 'test');
  const { head } = await new Desk(hotspot).signIn('anna', password);
  t.regex(head, /^set-cookie: gate511=[\w-]{43}; path=\/; expires=[^;]+; samesite=strict; httponly$/im);
});

test('a wrong name and a wrong password sound the same', async (t) => {
  const hotspot = await openHotspot(t);
  await hotspot.doors.operators.put('anna', { role: 'viewer', password }, 'test');
  const wrong = await Promise.all(
    ['anna', 'nobody'].map((name) => new Desk(hotspot).signIn(name, 'wrong password')),
  );
  t.deepEqual(
    wrong.map(({ status }) => status),
    [401, 401],
  );
  t.is(wrong[0]?.body.replaceAll('anna', ''), wrong[1]?.body.replaceAll('nobody', ''));
});

test('who guesses passwords is stopped, with the right one as well', async (t) => {
  const hotspot = await openHotspot(t);
  await hotspot.doors.operators.put('anna', { role: 'viewer', password }, 'test');
  for (let guess = 0; guess < 10; guess += 1) {
    t.is((await hotspot.doors.throttle.begin('198.51.100.1', 'anna')).kind, 'begun');
  }
  const answer = await new Desk(hotspot).signIn('anna', password);
  t.is(answer.status, 429);
  t.true(Number(answer.headers['retry-after']) > 0);
});

test('who sits down at somebody’s session does not guess the password there, either', async (t) => {
  const hotspot = await openHotspot(t);
  const desk = await deskOf(hotspot, 'viewer');
  const form = { password: 'another password', again: 'another password' };
  for (let guess = 0; guess < 10; guess += 1)
    t.is((await desk.post('/account/password', { ...form, current: `guess ${guess}` })).status, 403);
  const { status, headers } = await desk.post('/account/password', { ...form, current: password });
  t.is(status, 429);
  t.true(Number(headers['retry-after']) > 0);
});

test('a session ends when nobody uses it for half an hour, and after twelve in any case', async (t) => {
  const hotspot = await openHotspot(t);
  const desk = await deskOf(hotspot, 'viewer');
  hotspot.clock.advance(29 * 60);
  t.true(await desk.isIn());
  hotspot.clock.advance(30 * 60);
  t.false(await desk.isIn());
  await desk.signIn('viewer', password);
  for (let hours = 0; hours < 12; hours += 0.25) {
    t.true(await desk.isIn());
    hotspot.clock.advance(15 * 60);
  }
  t.false(await desk.isIn());
});

test('signing out everywhere ends all sessions of an operator, and of nobody else', async (t) => {
  const hotspot = await openHotspot(t);
  const [one, other] = [await deskOf(hotspot, 'viewer'), new Desk(hotspot)];
  const admin = await deskOf(hotspot, 'admin');
  await other.signIn('viewer', password);
  t.true(await one.isIn());
  t.true(await other.isIn());
  await one.post('/account/sign-out-everywhere', {});
  t.false(await one.isIn());
  t.false(await other.isIn());
  t.true(await admin.isIn());
});

test('signing out ends the session, not only the cookie', async (t) => {
  const desk = await deskOf(await openHotspot(t), 'viewer');
  const { cookie } = desk;
  await desk.post('/account/sign-out', {});
  desk.cookie = cookie;
  t.false(await desk.isIn());
});

test('another password ends the sessions that the old one made', async (t) => {
  const hotspot = await openHotspot(t);
  const desk = await deskOf(hotspot, 'viewer');
  const changed = { current: password, password: 'another password', again: 'another password' };
  t.is((await desk.post('/account/password', { ...changed, current: 'wrong' })).status, 403);
  t.is((await desk.post('/account/password', changed)).status, 303);
  t.false(await desk.isIn());
  t.is((await desk.signIn('viewer', password)).status, 401);
  t.is((await desk.signIn('viewer', 'another password')).status, 303);
});

/** Where anna may sign in with a second factor; tells its code of the moment. */
async function annaWithTotp(t: ExecutionContext) {
  const hotspot = await openHotspot(t);
  const { operators } = hotspot.doors;
  const secret = new Secret();
  await operators.put('anna', { role: 'viewer', password }, 'test');
  await operators.setTotp('anna', secret.base32, 'test');
  const codeNow = () => new TOTP({ secret }).generate({ timestamp: hotspot.clock() });
  return { hotspot, codeNow, desk: new Desk(hotspot) };
}

test('who signs in with a second factor, first without its code, guesses nothing by that', async (t) => {
  const { hotspot, codeNow, desk } = await annaWithTotp(t);
  for (let day = 0; day < 12; day += 1) {
    hotspot.clock.advance(30);
    t.is((await desk.signIn('anna', password)).status, 401);
    t.is((await desk.signIn('anna', password, codeNow())).status, 303);
  }
});

test('who guesses codes is stopped, and asking for the code between two of them does not help', async (t) => {
  const { codeNow, desk } = await annaWithTotp(t);
  for (let guess = 0; guess < 10; guess += 1) {
    t.is((await desk.signIn('anna', password)).status, 401);
    t.is((await desk.signIn('anna', password, 'guess')).status, 401);
  }
  t.is((await desk.signIn('anna', password, codeNow())).status, 429);
});

test('with a second factor the password alone is not enough, and no code works twice', async (t) => {
  const hotspot = await openHotspot(t);
  const desk = await deskOf(hotspot, 'viewer');
  await desk.post('/account/totp', {});
  const [, secret = ''] = /<code>([A-Z2-7]{32})<\/code>/.exec((await desk.get('/account')).body) ?? [];
  const codeNow = () =>
    new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: hotspot.clock() });
  t.is((await desk.post('/account/totp/confirm', { code: '000000' })).status, 400);
  t.is((await desk.post('/account/totp/confirm', { code: codeNow() })).status, 303);

  t.regex((await desk.signIn('viewer', password)).body, /name="code"/);
  t.false(await desk.isIn());
  t.is((await desk.signIn('viewer', password, '000000')).status, 401);
  const code = codeNow();
  t.is((await desk.signIn('viewer', password, code)).status, 303);
  t.true(await desk.isIn());
  t.is((await new Desk(hotspot).signIn('viewer', password, code)).status, 401);
  hotspot.clock.advance(30);
  t.is((await new Desk(hotspot).signIn('viewer', password, codeNow())).status, 303);
});

test('of two links that are opened at once for one name, one makes an operator and the other changes nothing', async (t) => {
  const hotspot = await openHotspot(t);
  const answers = await Promise.all(
    (['admin', 'viewer'] as const).map((role) => {
      const { code } = hotspot.doors.links.issue({ role, by: 'root' });
      const chosen = `${role}s own password`;
      return new Desk(hotspot).send('/welcome', { code, name: 'anna', password: chosen, again: chosen });
    }),
  );
  const [made = 0, refused = 0] = answers.map(({ status }) => status).sort();
  t.is(made, 303);
  t.true([400, 409].includes(refused), String(refused));
  const role = answers[0]?.status === 303 ? 'admin' : 'viewer';
  t.like(await hotspot.doors.operators.get('anna'), { role });
  t.is((await new Desk(hotspot).signIn('anna', `${role}s own password`)).status, 303);
});
