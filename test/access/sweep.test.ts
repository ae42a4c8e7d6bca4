import test from 'ava';
import { authorise } from '../../src/access/authorise.js';
import { putListEntry } from '../../src/access/lists.js';
import { revoke } from '../../src/access/revoke.js';
import { sweep } from '../../src/access/sweep.js';
import { laptop, phone } from '../clients.js';
import { entryOf, octets } from '../records.js';
import { gateParts, hour } from './gate-parts.js';

test('a session ends when its time is over, and not before', async (t) => {
  const { gate, store, clock, enforced } = gateParts();
  await authorise(gate, phone, hour);
  clock.advance(3_599);
  await sweep(gate);
  t.like(await enforced(phone), { kind: 'open' });
  clock.advance(1);
  await sweep(gate);
  t.is(await enforced(phone), undefined);
  t.like(store.authorisation(phone), { ending: { at: clock(), terminateCause: 'Session-Timeout' } });
});

test('a session ends when nothing was sent for too long; traffic keeps it', async (t) => {
  const { gate, store, clock, enforced, firewall, usage } = gateParts();
  await authorise(gate, phone, { ...hour, plan: { ...hour.plan, idleSeconds: 300 } });
  await authorise(gate, laptop, hour);
  await usage.read();
  for (let inputBytes = 1; inputBytes <= 3; inputBytes += 1) {
    clock.advance(299);
    firewall.count(phone, octets(inputBytes, 0));
    await usage.read();
    await sweep(gate);
    t.like(await enforced(phone), { kind: 'open' });
  }
  clock.advance(300);
  await usage.read();
  await sweep(gate);
  t.is(await enforced(phone), undefined);
  t.like(store.authorisation(phone), {
    ending: { terminateCause: 'Idle-Timeout' },
    used: octets(3, 0),
  });
  t.like(await enforced(laptop), { kind: 'open' });
});

test('nobody is idle before anybody looked', async (t) => {
  const { gate, clock, enforced, usage } = gateParts();
  await authorise(gate, phone, { ...hour, plan: { ...hour.plan, idleSeconds: 300 } });
  clock.advance(1_000);
  await sweep(gate);
  t.like(await enforced(phone), { kind: 'open' });
  await usage.read();
  await sweep(gate);
  t.like(await enforced(phone), { kind: 'open' });
});

test('an extension that comes while the sweep runs is not ended by it', async (t) => {
  const { gate, store, clock, enforced } = gateParts();
  await authorise(gate, phone, { ...hour, plan: { ...hour.plan, idleSeconds: 10 } });
  await gate.usage.read();
  clock.advance(20);
  await Promise.all([authorise(gate, phone, hour), sweep(gate)]);
  t.is(store.authorisation(phone)?.ending, undefined);
  t.like(await enforced(phone), { kind: 'open', endsAt: clock() + 3_600_000 });
});

test('list entries end too, and leave what was before', async (t) => {
  const { gate, store, clock, enforced } = gateParts();
  await authorise(gate, phone, hour);
  await putListEntry(gate, entryOf(phone, 'deny', { endsAt: clock() + 60_000 }));
  await putListEntry(gate, entryOf(laptop, 'allow', { endsAt: clock() + 60_000 }));
  clock.advance(60);
  await sweep(gate);
  t.deepEqual(await store.listEntries(), []);
  t.like(await enforced(phone), { kind: 'open' });
  t.is(await enforced(laptop), undefined);
});

test('a list entry that is renewed while the sweep runs is not taken out by it', async (t) => {
  const { gate, store, clock } = gateParts();
  await putListEntry(gate, entryOf(phone, 'deny', { endsAt: clock() + 60_000 }));
  clock.advance(60);
  const renewed = entryOf(phone, 'deny', { endsAt: clock() + 60_000 });
  const read = await store.listEntries();
  store.listEntries = async () => {
    void store.putListEntry(renewed);
    return read;
  };
  await sweep(gate);
  t.deepEqual(store.listEntriesFor(phone), [renewed]);
});

test('why a session ended is remembered for a day', async (t) => {
  const { gate, store, clock } = gateParts();
  await authorise(gate, phone, hour);
  await revoke(gate, phone, 'User-Request');
  clock.advance(24 * 3_600);
  await sweep(gate);
  t.like(store.authorisation(phone), { ending: { terminateCause: 'User-Request' } });
  clock.advance(1);
  await sweep(gate);
  t.is(store.authorisation(phone), undefined);
});

test('when the firewall is broken an end is kept and logged, and the others are not held up', async (t) => {
  const { gate, store, clock, firewall, log, failures } = gateParts();
  await authorise(gate, phone, hour);
  await authorise(gate, laptop, hour);
  clock.advance(3_600);
  firewall.isBroken = true;
  await t.notThrowsAsync(sweep(gate));
  for (const client of [phone, laptop])
    t.like(store.authorisation(client), { ending: { terminateCause: 'Session-Timeout' } });
  t.deepEqual(
    log.lines.filter(({ level }) => level === 'error').map(({ fields }) => fields.others),
    [1],
  );
  t.is(failures(), 2);
});
