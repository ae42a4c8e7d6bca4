import test from 'ava';
import { authorise } from '../../src/access/authorise.js';
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
