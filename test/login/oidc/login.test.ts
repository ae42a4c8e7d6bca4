import test from 'ava';
import { keyOf } from '../../../src/client/client.js';
import type { HostName } from '../../../src/garden/host-name.js';
import type { PlanName } from '../../../src/plan/plan.js';
import { laptop, phone } from '../../clients.js';
import { ask } from '../../hotspot/ask.js';
import { laptopAddress } from '../../hotspot/devices.js';
import { oidcHotspot, wayIn } from './oidc-hotspot.js';
import { Visitor } from './visitor.js';

const stale = /took too long or is already over/;

test('the login page has the provider’s button beside the other ways', async (t) => {
  const { hotspot } = await oidcHotspot(t);
  const { body } = await ask(hotspot.portal);
  t.regex(body, /Accept and go online/);
  t.regex(body, /<button name="provider" value="campus">Continue with Campus<\/button>/);
});

test('who logs in at the provider comes back online, under the provider’s name for him, on the way to what he wanted', async (t) => {
  const { hotspot, begin, open, backTo } = await oidcHotspot(t);
  const page = await begin({}, { url: 'http://www.example.test/' });
  t.is(page.status, 200);
  const way = new URL(wayIn(page));
  t.is(way.searchParams.get('code_challenge_method'), 'S256');
  t.is(way.searchParams.get('scope'), 'openid email');
  const { status, headers } = await open(await new Visitor().logIn(way.href, 'anna', backTo));
  t.deepEqual([status, headers.location], [303, '/status?url=http%3A%2F%2Fwww.example.test%2F']);
  t.like(hotspot.gate.store.authorisation(phone), { method: 'oidc', user: 'oidc:campus:anna' });
});

test('a login lets in the device that began it, and no other', async (t) => {
  const { hotspot, begin, open, backTo } = await oidcHotspot(t);
  const back = await new Visitor().logIn(wayIn(await begin()), 'anna', backTo);
  const stolen = await open(back, { from: laptopAddress });
  t.is(stolen.status, 403);
  t.regex(stolen.body, stale);
  t.is(hotspot.gate.store.authorisation(laptop), undefined);
  t.is((await open(back)).status, 303);
  t.deepEqual((await hotspot.gate.store.authorisations()).map(keyOf), [keyOf(phone)]);
});

test('an answer of the provider’s counts once', async (t) => {
  const { hotspot, begin, open, backTo } = await oidcHotspot(t);
  const back = await new Visitor().logIn(wayIn(await begin()), 'anna', backTo);
  await open(back);
  t.deepEqual((await open(back)).headers.location, '/status');
  const page = await ask(hotspot.portal, { path: '/status' });
  t.is(page.status, 200);
  await hotspot.gate.store.end(phone, { at: hotspot.clock(), terminateCause: 'User-Request' });
  const again = await open(back);
  t.is(again.status, 403);
  t.regex(again.body, stale);
});

test('an answer to a login that nobody began lets nobody in', async (t) => {
  const { hotspot, begin, open, backTo } = await oidcHotspot(t);
  const back = await new Visitor().logIn(wayIn(await begin()), 'anna', backTo);
  for (const state of ['', 'x'.repeat(43), 'x'.repeat(5_000)]) {
    const forged = new URL(back);
    forged.searchParams.set('state', state);
    const { status, body } = await open(forged);
    t.is(status, 403);
    t.regex(body, stale);
  }
  t.is((await open(new URL(backTo))).status, 403);
  t.deepEqual(await hotspot.gate.store.authorisations(), []);
});

test('who takes too long must begin again', async (t) => {
  const { hotspot, clock, begin, open, backTo } = await oidcHotspot(t);
  const back = await new Visitor().logIn(wayIn(await begin()), 'anna', backTo);
  clock.advance(600);
  const { status, body } = await open(back);
  t.is(status, 403);
  t.regex(body, stale);
  t.deepEqual(await hotspot.gate.store.authorisations(), []);
});

test('who cancels at the provider is back on the login page, which says so', async (t) => {
  const { begin, open, backTo, issuer } = await oidcHotspot(t);
  const way = new URL(wayIn(await begin({}, { url: 'http://www.example.test/' })));
  const back = new URL(backTo);
  const answer = { error: 'access_denied', state: way.searchParams.get('state') ?? '', iss: issuer };
  for (const [key, value] of Object.entries(answer)) back.searchParams.set(key, value);
  const { status, body } = await open(back);
  t.is(status, 403);
  t.regex(body, /role="alert">The login at Campus was cancelled\./);
  t.regex(body, /name="url" value="http:\/\/www\.example\.test\/"/);
});

test('a code that the provider takes back, or never gave, lets nobody in', async (t) => {
  const { hotspot, begin, open, backTo } = await oidcHotspot(t);
  const back = await new Visitor().logIn(wayIn(await begin()), 'anna', backTo);
  back.searchParams.set('code', 'made-up');
  const { status, body } = await open(back);
  t.is(status, 403);
  t.regex(body, stale);
  t.deepEqual(await hotspot.gate.store.authorisations(), []);
});

test('a code that was given for another login lets nobody in', async (t) => {
  const { hotspot, begin, open, backTo } = await oidcHotspot(t);
  const theirs = await new Visitor().logIn(wayIn(await begin({ from: laptopAddress })), 'anna', backTo);
  const mine = new URL(wayIn(await begin()));
  theirs.searchParams.set('state', mine.searchParams.get('state') ?? '');
  t.is((await open(theirs)).status, 403);
  t.deepEqual(await hotspot.gate.store.authorisations(), []);
});

test('only who has a verified mail address of an allowed domain gets in', async (t) => {
  for (const [name, domain, isIn] of [
    ['anna', 'staff.example', true],
    ['unverified-anna', 'staff.example', false],
    ['anna', 'example', false],
    ['anna', 'other.example', false],
  ] as const) {
    const settings = { domains: [domain as HostName] };
    const { hotspot, begin, open, backTo } = await oidcHotspot(t, { settings });
    const { status, body } = await open(await new Visitor().logIn(wayIn(await begin()), name, backTo));
    t.is(status, isIn ? 303 : 403);
    if (!isIn) t.regex(body, /Your mail address at Campus is not one of those/);
    t.is((await hotspot.gate.store.authorisations()).length, isIn ? 1 : 0);
  }
});

test('a claim decides on the plan', async (t) => {
  const plans = [{ claim: 'groups', value: 'deans', plan: 'deans' as PlanName }];
  const settings = { plans, scopes: ['email', 'groups'] };
  for (const [name, seconds] of [
    ['dean', 60],
    ['anna', 8 * 3600],
  ] as const) {
    const { hotspot, begin, open, backTo } = await oidcHotspot(t, { settings });
    await open(await new Visitor().logIn(wayIn(await begin()), name, backTo));
    const authorisation = hotspot.gate.store.authorisation(phone);
    t.is((authorisation?.endsAt ?? 0) - (authorisation?.startedAt ?? 0), seconds * 1000);
  }
});

test('neither codes nor states are in the log', async (t) => {
  const { hotspot, begin, open, backTo } = await oidcHotspot(t);
  const back = await new Visitor().logIn(wayIn(await begin()), 'anna', backTo);
  await open(back, { from: laptopAddress });
  await open(back);
  await open(back);
  for (const name of ['code', 'state'])
    t.false(hotspot.log.text().includes(back.searchParams.get(name) ?? ''));
  t.true(hotspot.log.text().includes('authorised'));
});
