import test from 'ava';
import { PortalError } from '../../src/errors.js';
import { openMemoryStore } from '../../src/store/memory-store.js';
import { phone } from '../clients.js';
import { handClock } from '../hand-clock.js';
import { ask } from '../hotspot/ask.js';
import { openHotspot } from '../hotspot/hotspot.js';
import { WatchedFirewall } from '../hotspot/watched-firewall.js';
import { call } from './call.js';
import { deskOf } from './desk.js';

/** A store whose lists end in this fault, whoever asks for them. */
function storeWith(fault: Error) {
  const store = openMemoryStore();
  store.listEntries = () => Promise.reject(fault);
  return store;
}

test('unlike a visitor, an operator is told why the firewall could not be opened', async (t) => {
  const clock = handClock();
  const firewall = new WatchedFirewall(clock);
  firewall.isBroken = true;
  const hotspot = await openHotspot(t, { clock, firewall });
  const path = `/api/v1/authorisations/${phone.mac}`;
  const { status, headers, body } = await ask(hotspot.admin, { method: 'PUT', path });
  t.is(status, 503);
  t.is(headers['content-type'], 'application/problem+json');
  t.is(headers['retry-after'], '5');
  const { title, detail, instance } = JSON.parse(body) as Record<'title' | 'detail' | 'instance', string>;
  t.is(title, 'The firewall does not answer');
  t.is(detail, 'nft was killed');
  t.like(hotspot.log.withReference(instance.slice(-8)), { level: 'warn', fields: { detail, path } });
});

test('a fault that nobody foresaw leaves its stack in the log, by API and by console', async (t) => {
  const hotspot = await openHotspot(t, { store: storeWith(new TypeError('no such member')) });
  const desk = await deskOf(hotspot, 'admin');
  for (const { status, body } of [await call(hotspot, 'GET', '/list-entries'), await desk.get('/lists')]) {
    t.is(status, 500);
    const [, reference = ''] = /reference[ :]([0-9a-f]{8})/.exec(body) ?? [];
    const line = hotspot.log.withReference(reference);
    t.like(line, { level: 'error', fields: { code: 'unexpected', detail: 'no such member' } });
    t.regex(String(line?.fields.stack), /^TypeError: no such member\n +at .*faults\.test/);
  }
});

test('the console says in a sentence what could not be done, and when to try again; why is in the log', async (t) => {
  const detail = "store: EISDIR: illegal operation on a directory, rename '/var/lib/gate511/store.json'";
  const hotspot = await openHotspot(t, {
    store: storeWith(new PortalError('store-unavailable', { detail })),
  });
  const desk = await deskOf(hotspot, 'admin');
  const { status, headers, body } = await desk.get('/lists');
  t.like({ status, retryAfter: headers['retry-after'] }, { status: 503, retryAfter: '5' });
  t.regex(
    body,
    /<h1>It could not be recorded<\/h1>\s*<p>The store cannot be written, so nothing was changed\./,
  );
  t.notRegex(body, /EISDIR|store\.json|Signing in/);
  const [, reference = ''] = /reference ([0-9a-f]{8})/.exec(body) ?? [];
  t.like(hotspot.log.withReference(reference), { fields: { detail } });
});

test('a program that asks the console for JSON gets a problem document', async (t) => {
  const { site } = await openHotspot(t);
  for (const Accept of ['application/json', 'application/problem+json']) {
    const { status, headers, body } = await ask(site, { path: '/nowhere', headers: { Accept } });
    t.is(status, 404);
    t.is(headers['content-type'], 'application/problem+json');
    t.is(headers['cache-control'], 'no-store');
    t.like(JSON.parse(body), { type: 'urn:gate511:problem:not-found', status: 404 });
  }
  const forged = {
    method: 'POST',
    path: '/login',
    headers: { Accept: 'application/json', Origin: 'http://x.test' },
  };
  t.like(JSON.parse((await ask(site, forged)).body), { status: 403, detail: 'another site sent this form' });
  t.regex(
    (await ask(site, { path: '/nowhere', headers: { Accept: 'text/html' } })).body,
    /^<!doctype html>/i,
  );
});
