import test, { type ExecutionContext } from 'ava';
import type { HostName } from '../../../src/garden/host-name.js';
import { ask } from '../../hotspot/ask.js';
import { FakeProvider, foreignKey, sendJson } from './fake-provider.js';
import { type Choices, oidcHotspot, wayIn } from './oidc-hotspot.js';

/** A visitor whom a provider of the test's sends back. */
async function fakeHotspot(t: ExecutionContext, choices: Choices = {}) {
  const fake = new FakeProvider();
  const provider: Choices['provider'] = (issuer, registered) => fake.listener(issuer, registered);
  const parts = await oidcHotspot(t, { provider, ...choices });
  const comeBack = async (answer: Readonly<Record<string, string>> = { code: 'code' }) => {
    const way = new URL(wayIn(await parts.begin())).searchParams;
    fake.claims = { nonce: way.get('nonce'), ...fake.claims };
    const back = new URL(parts.backTo);
    for (const [key, value] of Object.entries({ state: way.get('state') ?? '', ...answer }))
      back.searchParams.set(key, value);
    return parts.open(back);
  };
  return { ...parts, fake, comeBack };
}

test('a good statement lets the visitor in', async (t) => {
  const { hotspot, comeBack } = await fakeHotspot(t);
  t.is((await comeBack()).status, 303);
  t.is((await hotspot.gate.store.authorisations()).length, 1);
});

const hourAgo = Math.floor(Date.now() / 1000) - 3600;
const badClaims = {
  'made for another login': { nonce: 'another' },
  'that names no login': { nonce: undefined },
  'made for somebody else': { aud: 'another-client' },
  'of another issuer': { iss: 'https://evil.example' },
  'that is over': { iat: hourAgo - 60, exp: hourAgo },
  'that names nobody': { sub: '' },
  'whose name would break a terminal': { sub: '\u001b[2J' },
  'whose name is too long': { sub: 'x'.repeat(256) },
};

for (const [what, claims] of Object.entries(badClaims))
  test(`a statement ${what} is a 502, and lets nobody in`, async (t) => {
    const { hotspot, fake, comeBack } = await fakeHotspot(t);
    fake.claims = claims;
    const { status, body } = await comeBack();
    t.is(status, 502);
    t.true(body.includes(`href="${hotspot.portalUrl}"`), 'the page leads back');
    t.deepEqual(await hotspot.gate.store.authorisations(), []);
    t.like(hotspot.log.lines.at(-1), { level: 'warn', fields: { code: 'backend-invalid' } });
  });

test('a statement that somebody else has signed is a 502, and lets nobody in', async (t) => {
  const { hotspot, fake, comeBack } = await fakeHotspot(t);
  fake.key = foreignKey;
  t.is((await comeBack()).status, 502);
  t.deepEqual(await hotspot.gate.store.authorisations(), []);
});

for (const [what, path, status, answer] of [
  ['says nothing', '/token', 504, () => undefined],
  ['hangs up', '/token', 504, (response) => response.destroy()],
  ['sends what is no JSON', '/token', 502, (response) => response.end('<h1>Welcome</h1>')],
  ['is out of order', '/token', 502, (response) => sendJson(response, {}, 500)],
  ['does not know us', '/token', 502, (response) => sendJson(response, { error: 'invalid_client' }, 401)],
  ['has no keys', '/jwks', 502, (response) => sendJson(response, { keys: [] })],
] as const satisfies readonly (readonly [string, string, number, FakeProvider['answers'][string]])[])
  test(`a provider that ${what} when a code is redeemed is a ${status}, and lets nobody in`, async (t) => {
    const { hotspot, fake, comeBack } = await fakeHotspot(t);
    fake.answers[path] = answer;
    t.is((await comeBack()).status, status);
    t.deepEqual(await hotspot.gate.store.authorisations(), []);
  });

test('a provider that sends visitors back because it is out of order is a 503', async (t) => {
  const { comeBack } = await fakeHotspot(t);
  t.is((await comeBack({ error: 'temporarily_unavailable' })).status, 503);
  t.is((await comeBack({ error: 'unauthorized_client' })).status, 502);
});

const discovery = '/.well-known/openid-configuration';

for (const [what, status, answer] of [
  ['says nothing', 504, () => undefined],
  ['hangs up', 504, (response) => response.destroy()],
  ['is somebody else', 502, (response) => sendJson(response, { issuer: 'https://evil.example' })],
  ['is no provider', 502, (response) => response.writeHead(404).end()],
] as const satisfies readonly (readonly [string, number, FakeProvider['answers'][string]])[])
  test(`while the provider ${what} its button is a ${status}, other ways work, and so does it later`, async (t) => {
    const { hotspot, fake, begin, comeBack } = await fakeHotspot(t);
    fake.answers[discovery] = answer;
    const { status: told, body } = await begin();
    t.is(told, status);
    t.true(body.includes(`href="${hotspot.portalUrl}"`), 'the page leads back');
    t.regex((await ask(hotspot.portal)).body, /Accept and go online/);
    delete fake.answers[discovery];
    t.is((await comeBack()).status, 303);
  });

test('the provider is discovered once, when the first visitor wants it', async (t) => {
  const { hotspot, fake, begin } = await fakeHotspot(t);
  await ask(hotspot.portal);
  t.deepEqual(fake.asked, []);
  await Promise.all([begin(), begin()]);
  await begin();
  t.deepEqual(fake.asked, [discovery]);
});

test('what fails for no fault of the visitor’s may be tried as often as he likes', async (t) => {
  const { fake, begin, comeBack } = await fakeHotspot(t);
  fake.answers[discovery] = (response) => response.destroy();
  for (let times = 0; times < 10; times += 1) t.is((await begin()).status, 504);
  delete fake.answers[discovery];
  t.is((await comeBack()).status, 303);
});

test('claims that are not in the ID token are asked for', async (t) => {
  const { fake, comeBack } = await fakeHotspot(t, { settings: { domains: ['staff.example' as HostName] } });
  t.is((await comeBack()).status, 303);
  t.true(fake.asked.includes('/userinfo'));
});

test('what the provider says of somebody else is not taken for the visitor', async (t) => {
  const { fake, comeBack } = await fakeHotspot(t, { settings: { domains: ['staff.example' as HostName] } });
  fake.answers['/userinfo'] = (response) =>
    sendJson(response, { sub: 'bob', email: 'bob@staff.example', email_verified: true });
  t.is((await comeBack()).status, 502);
});
