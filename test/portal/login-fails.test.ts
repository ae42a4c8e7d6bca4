import test from 'ava';
import { PortalError } from '../../src/errors.js';
import { MemoryFirewall } from '../../src/firewall/memory-firewall.js';
import { noContents } from '../../src/store/contents.js';
import { ContentsStore } from '../../src/store/contents-store.js';
import { phone } from '../clients.js';
import { handClock } from '../hand-clock.js';
import { ask } from '../hotspot/ask.js';
import { type Hotspot, openHotspot } from '../hotspot/hotspot.js';
import { WatchedFirewall } from '../hotspot/watched-firewall.js';
import { logIn } from './forms.js';

/** What the device's owner, its operating system and a program on it hear. */
async function heard({ portal, interceptor }: Hotspot) {
  const api = await ask(portal, { path: '/captive-portal/api' });
  const status = await ask(portal, { path: '/status' });
  return {
    captive: (JSON.parse(api.body) as { captive: boolean }).captive,
    status: status.headers.location ?? 'online',
    elsewhere: (await ask(interceptor)).status,
  };
}

test('while the firewall cannot be opened nobody is told that he is online', async (t) => {
  const clock = handClock();
  const firewall = new WatchedFirewall(clock);
  firewall.isBroken = true;
  const hotspot = await openHotspot(t, { clock, firewall });
  const { status, headers, body } = await logIn(hotspot);
  t.is(status, 503);
  t.regex(headers['retry-after'] ?? '', /^\d+$/);
  t.regex(body, /The way could not be opened.*This is temporary\./s);
  t.deepEqual(await heard(hotspot), { captive: true, status: '/', elsewhere: 503 });

  firewall.isBroken = false;
  await hotspot.gate.enforcer.enforce(phone);
  t.deepEqual(await heard(hotspot), { captive: false, status: 'online', elsewhere: 503 });
});

test('a visitor who tries again gets in as soon as the firewall works', async (t) => {
  const clock = handClock();
  const firewall = new WatchedFirewall(clock);
  firewall.isBroken = true;
  const hotspot = await openHotspot(t, { clock, firewall });
  t.is((await logIn(hotspot)).status, 503);
  firewall.isBroken = false;
  t.is((await logIn(hotspot)).status, 303);
  t.is((await firewall.enforced()).clients.size, 1);
  t.is((await heard(hotspot)).captive, false);
});

const refusals = [
  {
    code: 'store-full',
    status: 507,
    retryAfter: undefined,
    text: /disk is full.*Trying again will not help/s,
  },
  {
    code: 'store-unavailable',
    status: 503,
    retryAfter: '5',
    text: /could not be recorded.*This is temporary/s,
  },
  { code: 'shutting-down', status: 503, retryAfter: '5', text: /restarting.*This is temporary/s },
] as const;
for (const { code, status, retryAfter, text } of refusals)
  test(`a login that cannot be kept (${code}) is answered ${status} and lets nobody in`, async (t) => {
    const clock = handClock();
    const firewall = new MemoryFirewall(clock);
    const store = new ContentsStore(noContents(), () =>
      Promise.reject(new PortalError(code, { detail: 'ENOSPC: no space left on /var/lib/gate511' })),
    );
    const hotspot = await openHotspot(t, { clock, store, firewall });
    const answer = await logIn(hotspot);
    t.is(answer.status, status);
    t.is(answer.headers['retry-after'], retryAfter);
    t.regex(answer.body, text);
    t.notRegex(answer.body, /ENOSPC|\/var\/lib/);
    t.is(answer.headers.refresh, undefined);
    t.regex(hotspot.log.text(), /ENOSPC/);
    t.is((await firewall.enforced()).clients.size, 0);
    t.deepEqual(await heard(hotspot), { captive: true, status: '/', elsewhere: 511 });
  });

test('a fault that nobody foresaw shows a reference and nothing of itself', async (t) => {
  const store = new ContentsStore(noContents(), () => Promise.reject(new Error('/srv/secret.js: oops')));
  const hotspot = await openHotspot(t, { store });
  const { status, headers, body } = await logIn(hotspot);
  t.is(status, 500);
  t.is(headers['cache-control'], 'no-store');
  t.notRegex(body, /oops|secret|\.js|at \w+ \(/);
  const reference = /Reference <bdi>([0-9a-f]{8})/.exec(body)?.[1] ?? '';
  const line = hotspot.log.withReference(reference);
  t.like(line, { level: 'error', fields: { code: 'unexpected', detail: '/srv/secret.js: oops' } });
  t.regex(String(line?.fields.stack), /login-fails\.test/);
});
