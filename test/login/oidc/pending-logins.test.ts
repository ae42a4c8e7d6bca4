import test from 'ava';
import { PendingLogins } from '../../../src/login/oidc/pending-logins.js';
import type { ProviderId } from '../../../src/login/oidc/settings.js';
import { systemRandom } from '../../../src/system/random.js';
import { clientNumber, laptop, phone } from '../../clients.js';
import { handClock } from '../../hand-clock.js';

const campus = 'campus' as ProviderId;

function pending() {
  const clock = handClock();
  const logins = new PendingLogins(clock, systemRandom);
  const begin = (client = phone) => logins.begin(client, campus, undefined);
  const begun = (client = phone) => {
    const beginning = begin(client);
    if (beginning.kind !== 'pending') throw new Error(beginning.kind);
    return beginning.login;
  };
  return { clock, logins, begin, begun };
}

test('each login has secrets of its own', (t) => {
  const { begun } = pending();
  const [one, other] = [begun(), begun()];
  const secrets = [one, other].flatMap(({ state, nonce, verifier }) => [state, nonce, verifier]);
  t.is(new Set(secrets).size, 6);
  for (const secret of secrets) t.regex(secret, /^[\w-]{43}$/);
});

test('a login is taken once, by the device that began it, in time', (t) => {
  const { clock, logins, begun } = pending();
  const { state } = begun();
  t.is(logins.take(state, laptop), undefined);
  t.is(logins.take(state, phone)?.state, state);
  t.is(logins.take(state, phone), undefined);
  const late = begun();
  clock.advance(600);
  t.is(logins.take(late.state, phone), undefined);
});

test('a device that begins six times and never comes back must wait, until the first time is two hours ago', (t) => {
  const { clock, begin } = pending();
  for (let times = 0; times < 6; times += 1) {
    t.is(begin().kind, 'pending');
    clock.advance(600);
  }
  t.deepEqual(begin(), { kind: 'too-many', retryAfterSeconds: 3600 });
  t.is(begin(laptop).kind, 'pending');
  clock.advance(3600);
  t.is(begin().kind, 'pending');
  t.is(begin().kind, 'too-many');
});

test('who came in, or failed for no fault of his own, may begin as often as before', (t) => {
  const { logins, begin, begun } = pending();
  for (let times = 0; times < 20; times += 1) logins.withdraw(begun());
  for (let times = 0; times < 5; times += 1) begin();
  logins.succeeded(phone);
  for (let times = 0; times < 6; times += 1) t.is(begin().kind, 'pending');
  t.is(begin().kind, 'too-many');
});

test('only so many logins are half finished at once, and those that are go on', (t) => {
  const { clock, logins, begin, begun } = pending();
  const { state } = begun();
  clock.advance(60);
  for (let number = 1; number < 2_000; number += 1) t.is(begin(clientNumber(number)).kind, 'pending');
  t.deepEqual(begin(laptop), { kind: 'full', retryAfterSeconds: 540 });
  t.is(logins.take(state, phone)?.state, state);
  t.is(begin(laptop).kind, 'pending');
  t.is(begin(clientNumber(2_000)).kind, 'full');
  clock.advance(600);
  t.is(begin(clientNumber(2_000)).kind, 'pending');
});
