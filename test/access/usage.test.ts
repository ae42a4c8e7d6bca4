import test from 'ava';
import { authorise } from '../../src/access/authorise.js';
import { move } from '../../src/access/move.js';
import { sweep } from '../../src/access/sweep.js';
import { UsageReader } from '../../src/access/usage.js';
import { keyOf } from '../../src/client/client.js';
import { unused } from '../../src/store/authorisation.js';
import { laptop, phone } from '../clients.js';
import { octets } from '../records.js';
import { gateParts, hour } from './gate-parts.js';

const used = octets(10, 20);

test('what was used is written into the authorisations in force, and nowhere else', async (t) => {
  const { gate, store, clock, firewall, usage } = gateParts();
  await authorise(gate, phone, hour);
  await authorise(gate, laptop, { ...hour, plan: { durationSeconds: 10 } });
  firewall.count(phone, used);
  firewall.count(laptop, used);
  await usage.read();
  clock.advance(10);
  const before = store.authorisation(phone);
  await usage.save(store);
  t.deepEqual(store.authorisation(phone), before && { ...before, used });
  t.like(store.authorisation(laptop), { used: unused });
});

test('a counter that began anew takes nothing away from what is written', async (t) => {
  const { gate, store, firewall, usage } = gateParts();
  await authorise(gate, phone, hour);
  for (const counted of [used, octets(1, 1)]) {
    firewall.count(phone, counted);
    await usage.read();
    await usage.save(store);
  }
  t.like(store.authorisation(phone), { used });
});

test('a client was last seen with the first packet of a connection or when its own counter last moved', async (t) => {
  const { gate, clock, firewall, usage } = gateParts();
  await authorise(gate, phone, hour);
  await usage.read();
  t.is((await usage.lastSeen()).get(keyOf(phone)), undefined);
  firewall.lastSeenAt.set(keyOf(phone), clock());
  clock.advance(5);
  firewall.count(phone, { ...used, inputBytes: 0 });
  await usage.read();
  t.is((await usage.lastSeen()).get(keyOf(phone)), clock() - 5_000);
  firewall.count(phone, { ...used, inputBytes: 1 });
  await usage.read();
  t.is((await usage.lastSeen()).get(keyOf(phone)), clock());
});

test('a client was active when its own counter last moved, whatever was sent to it', async (t) => {
  const { gate, clock, firewall, usage } = gateParts();
  await authorise(gate, phone, hour);
  t.is(usage.activeAt(phone), undefined);
  await usage.read();
  const first = clock();
  clock.advance(5);
  await usage.read();
  t.is(usage.activeAt(phone), first);
  firewall.count(phone, octets(0, 500));
  await usage.read();
  t.is(usage.activeAt(phone), first);
  firewall.count(phone, used);
  await usage.read();
  t.is(usage.activeAt(phone), clock());
  t.deepEqual(usage.usedBy(phone), used);
  t.is(usage.usedBy(laptop), undefined);
});

test('another reader of the same firewall goes on with what was read', async (t) => {
  const { gate, store, clock, firewall, usage } = gateParts();
  await authorise(gate, phone, hour);
  await authorise(gate, laptop, hour);
  firewall.count(phone, used);
  await usage.read();
  const active = clock();
  clock.advance(60);
  const next = new UsageReader(firewall, clock, gate.tell);
  next.inherit(usage);
  await next.read();
  t.is(next.activeAt(laptop), active);
  await next.save(store);
  t.like(store.authorisation(phone), { used });
});

const idle = { ...hour, plan: { ...hour.plan, idleSeconds: 600 } };

/** A daemon that has written when the phone was last active. */
async function saved() {
  const parts = gateParts();
  await authorise(parts.gate, phone, idle);
  await parts.usage.read();
  await parts.usage.save(parts.store);
  return parts;
}

/** The reader of a daemon that starts now, and has looked once. */
async function restarted({ gate, store, firewall, clock }: ReturnType<typeof gateParts>) {
  const usage = new UsageReader(firewall, clock, gate.tell);
  usage.goOnFrom(await store.authorisations());
  await usage.readAll();
  return usage;
}

test('a device that was silent while no daemon looked is idle since it was last active, over any number of starts', async (t) => {
  const parts = gateParts();
  const { gate, store, clock, firewall, usage } = parts;
  await authorise(gate, phone, idle);
  await usage.read();
  clock.advance(60);
  firewall.count(phone, used);
  await usage.read();
  const active = clock();
  await usage.save(store);
  for (let starts = 0; starts < 2; starts += 1) {
    clock.advance(200);
    firewall.count(phone, { ...used, outputBytes: 500 * (starts + 1) }); // of what is sent to it nobody is active
    const next = await restarted(parts);
    t.is(next.activeAt(phone), active);
    await next.save(store);
  }
  clock.advance(199);
  const last = { ...gate, usage: await restarted(parts) };
  await sweep(last);
  t.is(store.authorisation(phone)?.ending, undefined);
  clock.advance(1);
  await sweep(last);
  t.like(store.authorisation(phone), { ending: { at: active + 600_000, terminateCause: 'Idle-Timeout' } });
});

test('a device that sent something while no daemon looked may have done so just now', async (t) => {
  const parts = await saved();
  const { clock, firewall } = parts;
  clock.advance(500);
  firewall.count(phone, used);
  t.is((await restarted(parts)).activeAt(phone), clock());
});

test('a device that the firewall has lost is not idle for the time that it could send nothing', async (t) => {
  const parts = await saved();
  const { gate, clock, firewall } = parts;
  await firewall.tamper(phone, { kind: 'closed' });
  clock.advance(500);
  const next = await restarted(parts);
  await gate.enforcer.enforce(phone);
  await next.read();
  t.is(next.activeAt(phone), clock());
});

test('when the clock was set back meanwhile nobody is active in the time to come', async (t) => {
  const parts = await saved();
  const { clock } = parts;
  clock.advance(-3_600);
  t.is((await restarted(parts)).activeAt(phone), clock());
});

test('only who may not be idle has it written when he was active, and only when that is news', async (t) => {
  const { gate, store, clock, usage } = gateParts();
  await authorise(gate, phone, idle);
  await authorise(gate, laptop, hour);
  await usage.read();
  const found = clock();
  await usage.save(store);
  t.is(store.authorisation(phone)?.activeAt, found);
  t.is(store.authorisation(laptop)?.activeAt, undefined);
  let written = 0;
  store.subscribe(() => {
    written += 1;
  });
  clock.advance(60);
  await usage.read();
  await usage.save(store);
  t.is(written, 0);
});

test('a session that moves, or is extended, leaves behind when its device was active', async (t) => {
  const { gate, store, usage } = gateParts();
  await authorise(gate, phone, idle);
  await usage.read();
  await usage.save(store);
  t.true(await move(gate, phone, laptop));
  t.is(store.authorisation(laptop)?.activeAt, undefined);
  await usage.read();
  await usage.save(store);
  await authorise(gate, laptop, idle);
  t.is(store.authorisation(laptop)?.activeAt, undefined);
});
