import test from 'ava';
import { authorise } from '../../src/access/authorise.js';
import { historyOf } from '../../src/access/history.js';
import { putListEntry } from '../../src/access/lists.js';
import { move } from '../../src/access/move.js';
import { revoke } from '../../src/access/revoke.js';
import { sweep } from '../../src/access/sweep.js';
import { keyOf } from '../../src/client/client.js';
import { accountDigest } from '../../src/store/account.js';
import { laptop, phone, printer } from '../clients.js';
import { timeZone } from '../plans.js';
import { entryOf, octets } from '../records.js';
import { gateParts, hour } from './gate-parts.js';

test('what is left of one device’s session is another’s: end, user, limits and what it has used', async (t) => {
  const { gate, firewall, store, clock, enforced } = gateParts();
  await authorise(gate, phone, { ...hour, user: 'anna', plan: { ...hour.plan, idleSeconds: 60 } });
  const before = store.authorisation(phone);
  const used = octets(7, 8);
  firewall.count(phone, used);
  clock.advance(600);
  t.true(await move(gate, phone, laptop));
  t.is(store.authorisation(phone), undefined);
  t.deepEqual(store.authorisation(laptop), { ...before, ...laptop, used } as never);
  t.is(await enforced(phone), undefined);
  t.like(await enforced(laptop), { kind: 'open', used });
});

test('while a session moves the firewall is closed for the old device before it is open for the new', async (t) => {
  const { gate, firewall } = gateParts();
  await authorise(gate, phone, hour);
  const steps: string[] = [];
  const setAccess = firewall.setAccess.bind(firewall);
  firewall.setAccess = async (client, access) => {
    await setAccess(client, access);
    steps.push(`${client.mac} ${access.kind}`);
  };
  await move(gate, phone, laptop);
  t.deepEqual(steps, [`${phone.mac} closed`, `${laptop.mac} open`]);
});

test('two devices that ask for the same session at once: one gets it', async (t) => {
  const { gate, enforced } = gateParts();
  await authorise(gate, phone, hour);
  const other = { ...laptop, mac: printer.mac };
  const outcomes = await Promise.all([move(gate, phone, laptop), move(gate, phone, other)]);
  t.deepEqual(outcomes.toSorted(), [false, true]);
  const open = [await enforced(laptop), await enforced(other)].filter((each) => each !== undefined);
  t.is(open.length, 1);
});

test('nothing moves that is over, that an operator has shut out, or onto a device that is in', async (t) => {
  const { gate, clock, store } = gateParts();
  t.false(await move(gate, phone, laptop));
  await authorise(gate, phone, hour);
  await authorise(gate, laptop, hour);
  t.false(await move(gate, phone, laptop));
  t.false(await move(gate, phone, phone));
  await revoke(gate, laptop, 'Admin-Reset');
  await putListEntry(gate, entryOf(phone, 'deny'));
  t.false(await move(gate, phone, laptop));
  await store.deleteListEntry(phone);
  clock.advance(3_600);
  t.false(await move(gate, phone, laptop));
});

test('no session moves to a zone where its login does not count', async (t) => {
  const { gate } = gateParts();
  await authorise(gate, phone, hour);
  t.false(await move(gate, phone, printer));
});

const phonesOwn = `device/${keyOf(phone)}` as const;
const today = { beginsAtHour: 4, timeZone: timeZone('UTC') };

test('the data that is left goes along with a session, and counts once', async (t) => {
  const { gate, firewall, store, usage, enforced } = gateParts();
  const grant = { method: 'click-through', plan: { durationSeconds: 3_600, dataBytes: 1_000 } };
  await authorise(gate, phone, grant);
  firewall.count(phone, octets(100, 200));
  await usage.read();
  await usage.save(store);
  firewall.count(phone, octets(150, 250));
  t.true(await move(gate, phone, laptop));
  t.like(store.account(phonesOwn), { bytes: 400, online: [keyOf(laptop)] });
  t.is(await enforced(phone), undefined);
  const quota = { account: accountDigest(phonesOwn), endsAtBytes: 1_000, usedBytes: 400 };
  t.like(await enforced(laptop), { quota, used: octets(150, 250) });

  firewall.count(laptop, octets(160, 300));
  await usage.read();
  t.like(await historyOf(gate, phonesOwn), { bytes: 460 });
  await authorise(gate, phone, grant); // the first device has no more of its own than what is left
  t.like(store.account(phonesOwn), { online: [keyOf(laptop), keyOf(phone)] });
  t.like(await enforced(phone), { quota: { endsAtBytes: 1_000 } });
  firewall.spend(phonesOwn);
  await usage.read();
  await sweep(gate);
  for (const client of [phone, laptop])
    t.like(store.authorisation(client), { ending: { terminateCause: 'NAS-Request', limit: 'data' } });
  t.like(store.account(phonesOwn), { bytes: 1_000, online: [] });
});

test('the time of the day that is left goes along with a session, and back, and counts once', async (t) => {
  const { gate, store, clock } = gateParts();
  const plan = { durationSeconds: 36_000, daily: { seconds: 3_600, day: today } };
  await authorise(gate, phone, { method: 'click-through', plan });
  for (const [from, to] of [
    [phone, laptop],
    [laptop, phone],
  ] as const) {
    clock.advance(600);
    t.true(await move(gate, from, to));
    t.like(store.account(phonesOwn), { online: [keyOf(to)] });
  }
  clock.advance(600);
  await revoke(gate, phone, 'User-Request');
  t.like(store.account(phonesOwn), { seconds: 1_800, online: [] });
  await authorise(gate, phone, { method: 'click-through', plan });
  t.like(store.authorisation(phone), { endsAt: clock() + 1_800_000 });
});

test('the place among a user’s devices goes along with a session', async (t) => {
  const { gate } = gateParts();
  const grant = { method: 'voucher', user: 'anna', plan: { ...hour.plan, devices: 1 } };
  await authorise(gate, phone, grant);
  t.true(await move(gate, phone, laptop));
  t.like(await authorise(gate, phone, grant), { limit: 'devices' });
  t.is(await authorise(gate, laptop, grant), undefined);
});

test('what a device had before, over and not yet swept away, counts and is told, and counts no further', async (t) => {
  const { gate, store, clock, firewall, usage, happenings } = gateParts();
  const ended: unknown[] = [];
  happenings.on('session-ended', ({ session: { mac, used } }) => ended.push({ mac, used }));
  const daily = { seconds: 36_000, day: today };
  await authorise(gate, laptop, { ...hour, user: 'bob', plan: { durationSeconds: 60, daily } });
  firewall.count(laptop, octets(5_000, 0));
  await usage.read();
  await authorise(gate, phone, { ...hour, user: 'anna', plan: { ...hour.plan, daily } });
  clock.advance(61);
  t.true(await move(gate, phone, laptop));
  clock.advance(600);
  await usage.save(store);
  t.deepEqual(ended, [{ mac: laptop.mac, used: octets(5_000, 0) }]);
  t.like(store.account('user/click-through/bob'), { bytes: 5_000, seconds: 60, online: [] });
  t.like(store.account('user/click-through/anna'), { bytes: 0, online: [keyOf(laptop)] });
});

test('a session that moves to a device which logs in at that moment is not lost', async (t) => {
  for (let lead = 0; lead < 40; lead += 1) {
    const { gate, store, clock, happenings } = gateParts();
    let open = 0;
    happenings.on('session-started', () => {
      open += 1;
    });
    happenings.on('session-ended', () => {
      open -= 1;
    });
    await authorise(gate, phone, { ...hour, user: 'anna' });
    const moved = store.authorisation(phone);
    clock.advance(600);
    const moving = move(gate, phone, laptop);
    for (let turn = 0; turn < lead; turn += 1) await undefined;
    await Promise.all([moving, authorise(gate, laptop, hour)]);
    const left = await store.authorisations();
    t.is(left.filter(({ startedAt }) => startedAt === moved?.startedAt).length, 1, `${lead} turns before`);
    t.is(left.length, open, `${lead} turns before`);
  }
});
