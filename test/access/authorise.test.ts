import test from 'ava';
import { authorise } from '../../src/access/authorise.js';
import { putListEntry } from '../../src/access/lists.js';
import { reconcile } from '../../src/access/reconcile.js';
import { revoke } from '../../src/access/revoke.js';
import { sweep } from '../../src/access/sweep.js';
import { keyOf } from '../../src/client/client.js';
import { unused } from '../../src/store/authorisation.js';
import { phone } from '../clients.js';
import { timeZone } from '../plans.js';
import { entryOf, octets } from '../records.js';
import { gateParts, hour } from './gate-parts.js';

const used = octets(10, 20);

test('a login is kept, opens the firewall and is logged', async (t) => {
  const { gate, store, clock, enforced, log } = gateParts();
  await authorise(gate, phone, { ...hour, user: 'anna', plan: { ...hour.plan, idleSeconds: 600 } });
  const endsAt = clock() + 3_600_000;
  t.deepEqual(store.authorisation(phone), {
    ...phone,
    method: 'click-through',
    user: 'anna',
    limits: { idleSeconds: 600 },
    startedAt: clock(),
    endsAt,
    used: unused,
  });
  t.deepEqual(await enforced(phone), { ...phone, kind: 'open', used: unused, endsAt });
  t.like(log.lines[0], { level: 'info', message: 'authorised', fields: { mac: phone.mac } });
});

test('a second login while online moves the end and keeps the beginning and what was used', async (t) => {
  const { gate, store, clock, enforced, firewall, usage } = gateParts();
  await authorise(gate, phone, hour);
  const startedAt = clock();
  firewall.count(phone, used);
  await usage.read();
  clock.advance(1_800);
  await authorise(gate, phone, hour);
  t.like(store.authorisation(phone), { startedAt, endsAt: clock() + 3_600_000, used });
  t.like(await enforced(phone), { endsAt: clock() + 3_600_000, used });
});

test('a login after the end begins anew', async (t) => {
  const { gate, store, clock, firewall, usage } = gateParts();
  await authorise(gate, phone, hour);
  firewall.count(phone, used);
  await usage.read();
  await revoke(gate, phone, 'User-Request');
  clock.advance(60);
  await authorise(gate, phone, hour);
  t.like(store.authorisation(phone), { startedAt: clock(), used: unused });
  t.is(store.authorisation(phone)?.ending, undefined);
});

test('what a session used that is over and not swept yet counts and is told, though the next one begins at once', async (t) => {
  const { gate, store, clock, enforced, firewall, happenings } = gateParts();
  const day = { beginsAtHour: 4, timeZone: timeZone('UTC') };
  const plan = { durationSeconds: 3_600, daily: { bytes: 20_000_000, day } };
  const told: unknown[] = [];
  happenings.on('session-ended', ({ session, ...reason }) => told.push([session.used, reason]));
  happenings.on('session-extended', () => told.push('extended'));
  happenings.on('session-started', ({ session }) => told.push(session.startedAt));
  await authorise(gate, phone, { ...hour, plan });
  const startedAt = clock();
  firewall.count(phone, octets(1_000_000, 4_000_000));
  await gate.usage.read(); // and not written
  clock.advance(3_600);
  await authorise(gate, phone, { ...hour, plan });
  t.deepEqual(told, [
    startedAt,
    [octets(1_000_000, 4_000_000), { terminateCause: 'Session-Timeout' }],
    clock(),
  ]);
  const quota = { endsAtBytes: 20_000_000, by: 'daily-data' };
  t.like(store.account(`device/${keyOf(phone)}`), { bytes: 5_000_000, day: { bytes: 0 }, quota });
  t.like(store.authorisation(phone), { startedAt: clock(), used: unused });
  t.like(await enforced(phone), { used: unused, quota: { usedBytes: 5_000_000 } });
  await gate.usage.read();
  await gate.usage.save(store);
  t.like(store.account(`device/${keyOf(phone)}`), { bytes: 5_000_000 });
});

test('a session that the sweep ends while its device logs in is told once', async (t) => {
  const { gate, store, clock, happenings, firewall } = gateParts();
  await authorise(gate, phone, { ...hour, user: 'anna', plan: { ...hour.plan, dataBytes: 1_000 } });
  firewall.count(phone, used);
  await gate.usage.read();
  let ended = 0;
  happenings.on('session-ended', () => {
    ended += 1;
  });
  clock.advance(3_600);
  await Promise.all([sweep(gate), authorise(gate, phone, hour), authorise(gate, phone, hour)]);
  t.is(ended, 1);
  t.like(store.account('user/click-through/anna'), { bytes: 30, online: [] });
  t.like(store.authorisation(phone), { startedAt: clock(), used: unused });
});

test('who is on the deny list does not get in', async (t) => {
  const { gate, store, enforced } = gateParts();
  await putListEntry(gate, entryOf(phone, 'deny'));
  await t.throwsAsync(authorise(gate, phone, hour), { code: 'denied', message: /02:00:00:00:00:0a/ });
  t.is(store.authorisation(phone), undefined);
  t.like(await enforced(phone), { kind: 'denied' });
});

test('ten clicks at once are one authorisation', async (t) => {
  const { gate, store, enforced } = gateParts();
  await Promise.all(Array.from({ length: 10 }, () => authorise(gate, phone, hour)));
  t.is((await store.authorisations()).length, 1);
  t.like(await enforced(phone), { kind: 'open' });
});

test('logins of one device at once, by whichever user, are the session that the first of them began', async (t) => {
  const { gate, store, clock } = gateParts();
  const begun: number[] = [];
  store.subscribe((change) => {
    if (change.kind === 'authorisation') begun.push(change.authorisation.startedAt);
  });
  const tick = () => {
    clock.advance(1);
    return clock();
  };
  await Promise.all(
    [undefined, 'anna', 'berta', undefined].map((user) =>
      authorise({ ...gate, clock: tick }, phone, { ...hour, ...(user === undefined ? {} : { user }) }),
    ),
  );
  t.is(begun.length, 4);
  t.deepEqual(new Set(begun), new Set(begun.slice(0, 1)));
});

test('a revoke that overtakes the opening of the firewall ends closed', async (t) => {
  const { gate, store, enforced, firewall } = gateParts();
  let release = () => {};
  firewall.ready = new Promise((resolve) => {
    release = resolve;
  });
  const stored = new Promise((resolve) => store.subscribe(resolve));
  const login = authorise(gate, phone, hour);
  await stored;
  const revoked = revoke(gate, phone, 'Admin-Reset');
  release();
  await Promise.all([login, revoked]);
  t.is(await enforced(phone), undefined);
  t.like(store.authorisation(phone), { ending: { terminateCause: 'Admin-Reset' } });
});

test('a denial that overtakes the opening of the firewall ends denied', async (t) => {
  const { gate, store, enforced } = gateParts();
  const stored = new Promise((resolve) => store.subscribe(resolve));
  const login = authorise(gate, phone, hour);
  await stored;
  await Promise.all([login, putListEntry(gate, entryOf(phone, 'deny'))]);
  t.like(await enforced(phone), { kind: 'denied' });
});

test('when the firewall fails the visitor is told so, the authorisation stands, and a repair lets him in', async (t) => {
  const { gate, store, enforced, firewall, failures } = gateParts();
  firewall.isBroken = true;
  await t.throwsAsync(authorise(gate, phone, hour), { code: 'firewall-unavailable' });
  t.like(store.authorisation(phone), { method: 'click-through' });
  t.is(await enforced(phone), undefined);
  t.is(failures(), 1);
  await t.throwsAsync(reconcile(gate, firewall), { message: /could not be repaired: nft is broken/ });
  firewall.isBroken = false;
  await reconcile(gate, firewall);
  t.like(await enforced(phone), { kind: 'open' });
});
