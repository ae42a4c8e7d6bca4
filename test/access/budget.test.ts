import test from 'ava';
import { authorise } from '../../src/access/authorise.js';
import { historyOf } from '../../src/access/history.js';
import { reconcile } from '../../src/access/reconcile.js';
import { revoke } from '../../src/access/revoke.js';
import { sweep } from '../../src/access/sweep.js';
import { accountDigest, accountKeyOf } from '../../src/store/account.js';
import { guest, laptop, phone, printer } from '../clients.js';
import { timeZone } from '../plans.js';
import { octets } from '../records.js';
import { gateParts } from './gate-parts.js';

const day = { beginsAtHour: 4, timeZone: timeZone('UTC') };
const data = { method: 'voucher', user: 'anna', plan: { durationSeconds: 3_600, dataBytes: 1_000 } } as const;
const anna = 'user/voucher/anna' as const;
const quota = (endsAtBytes: number, usedBytes: number) => ({
  account: accountDigest(anna),
  endsAtBytes,
  usedBytes,
});

test('what was used is counted once, however a session goes on and ends', async (t) => {
  const { gate, store, firewall, usage } = gateParts();
  const used = () => store.account(anna)?.bytes;
  await authorise(gate, phone, data);
  firewall.count(phone, octets(100, 0));
  await usage.read();
  t.like(await historyOf(gate, anna), { bytes: 100 });
  t.is(used(), 0);
  await usage.save(store);
  t.is(used(), 100);
  t.like(await historyOf(gate, anna), { bytes: 100 });
  await authorise(gate, phone, data);
  firewall.count(phone, octets(100, 50));
  await usage.read();
  await usage.save(store);
  await usage.save(store);
  firewall.count(phone, octets(110, 50));
  await revoke(gate, phone, 'User-Request');
  t.is(used(), 160);
  t.like(await historyOf(gate, anna), { bytes: 160 });
});

test('another login of the same user, on another device, shares the data', async (t) => {
  const { gate, firewall, usage, enforced } = gateParts();
  await authorise(gate, phone, data);
  t.like(await enforced(phone), { quota: quota(1_000, 0) });
  firewall.count(phone, octets(300, 300));
  await usage.read();
  await authorise(gate, laptop, data);
  t.like(await enforced(laptop), { quota: quota(1_000, 0) });
  firewall.count(laptop, octets(0, 150));
  await usage.read();
  t.like(await historyOf(gate, anna), { bytes: 750 });
});

test('when the data is spent each device is out, is told so, and a new login gets no more of it', async (t) => {
  const { gate, store, firewall, usage, enforced, clock } = gateParts();
  await authorise(gate, phone, data);
  await authorise(gate, laptop, data);
  firewall.count(phone, octets(400, 590)); // the kernel refused a packet that was larger than the rest
  firewall.spend(anna);
  await usage.read();
  await sweep(gate);
  for (const client of [phone, laptop]) {
    t.is(await enforced(client), undefined);
    t.like(store.authorisation(client), { ending: { terminateCause: 'NAS-Request', limit: 'data' } });
  }
  t.like(store.account(anna), { bytes: 1_000, online: [] });
  const refusal = await authorise(gate, phone, data);
  t.deepEqual(refusal, { kind: 'refuse', limit: 'data', againAt: clock() + 3_600_000 });
  clock.advance(3_600);
  t.is(await authorise(gate, phone, data), undefined);
  t.like(await enforced(phone), { quota: { endsAtBytes: 2_000 } });
});

test('what devices send when the data is spent is refused, and counts neither at an end nor at an extension', async (t) => {
  const more = (dataBytes: number) => ({ ...data, plan: { ...data.plan, dataBytes } });
  const { gate, store, firewall, usage, enforced } = gateParts();
  const used = () => store.account(anna)?.bytes;
  await authorise(gate, phone, data);
  await authorise(gate, laptop, data);
  firewall.count(phone, octets(400, 600));
  await usage.read();
  firewall.count(phone, octets(5_400, 600));
  firewall.count(laptop, octets(7_000, 0));
  t.is(await authorise(gate, phone, more(2_000)), undefined);
  t.like(await enforced(phone), { quota: { endsAtBytes: 2_000 } });
  t.is(used(), 1_000);
  firewall.count(laptop, octets(7_000, 300));
  await usage.read();
  await usage.save(store);
  t.is(used(), 1_300);

  firewall.count(phone, octets(9_000, 600));
  firewall.spend(anna);
  await usage.read();
  await sweep(gate);
  t.like(store.account(anna), { bytes: 2_000, online: [] });
  t.is(await authorise(gate, phone, more(3_000)), undefined);
  t.like(store.account(anna), { bytes: 2_000, quota: { endsAtBytes: 3_000 } });
});

test('what a reading says of the data before it was extended does not end the extension', async (t) => {
  const more = { ...data, plan: { ...data.plan, dataBytes: 2_000 } };
  const { gate, store, firewall, usage } = gateParts();
  const isOnline = () => store.authorisation(phone)?.ending === undefined;
  await authorise(gate, phone, data);
  firewall.count(phone, octets(400, 600));
  firewall.spend(anna);
  firewall.afterListing = async () => {
    t.is(await authorise(gate, phone, more), undefined);
  };
  await usage.read();
  await sweep(gate);
  t.true(isOnline(), 'the reading was under way when it was extended');
  t.like(store.account(anna), { bytes: 1_000, quota: { endsAtBytes: 2_000 } });

  firewall.spend(anna, 2_000);
  await usage.read();
  let isReady = () => {};
  firewall.ready = new Promise((resolve) => {
    isReady = resolve;
  });
  const stored = new Promise((resolve) => store.subscribe(resolve));
  const extension = authorise(gate, phone, { ...data, plan: { ...data.plan, dataBytes: 3_000 } });
  await stored;
  await usage.read();
  await sweep(gate);
  t.true(isOnline(), 'the firewall had not been told of the extension yet');
  isReady();
  await extension;
  firewall.spend(anna, 3_000);
  await usage.read();
  await sweep(gate);
  t.like(store.authorisation(phone), { ending: { terminateCause: 'NAS-Request', limit: 'data' } });
});

test("what was used on one account up to a login on another is not the other one's", async (t) => {
  const { gate, store, firewall, usage } = gateParts();
  const free = { method: 'click-through', plan: data.plan };
  await authorise(gate, phone, free);
  firewall.count(phone, octets(100, 0));
  await usage.read();
  firewall.count(phone, octets(100, 500));
  t.is(await authorise(gate, phone, data), undefined);
  firewall.count(phone, octets(100, 530));
  await revoke(gate, phone, 'User-Request');
  t.is(store.account(accountKeyOf(phone))?.bytes, 600);
  t.is(store.account(anna)?.bytes, 30);
});

test('a login after a log out continues with what is left', async (t) => {
  const { gate, firewall, enforced } = gateParts();
  await authorise(gate, phone, data);
  firewall.count(phone, octets(100, 300));
  await revoke(gate, phone, 'User-Request');
  await authorise(gate, phone, data);
  t.like(await enforced(phone), { quota: quota(1_000, 400), used: octets(0, 0) });
});

test('what passes between the last look and the end counts for the account', async (t) => {
  const { gate, store, firewall } = gateParts();
  await authorise(gate, phone, data);
  firewall.count(phone, octets(100, 300));
  firewall.leftOver = [quota(1_000, 450)];
  await revoke(gate, phone, 'User-Request');
  t.is(store.account(anna)?.bytes, 450);
  await authorise(gate, phone, data);
  firewall.leftOver = [quota(1_000, 1_200)]; // of which 200 were refused
  await authorise(gate, phone, { ...data, user: 'bob' });
  t.is(store.account(anna)?.bytes, 1_000);
});

test('a visitor without a name has the budget of his device', async (t) => {
  const { gate, firewall, enforced } = gateParts();
  const click = { method: 'click-through', plan: data.plan };
  await authorise(gate, phone, click);
  firewall.count(phone, octets(400, 600));
  await revoke(gate, phone, 'User-Request');
  t.like(await authorise(gate, phone, click), { limit: 'data' });
  t.is(await authorise(gate, laptop, click), undefined);
  t.like(await enforced(laptop), { quota: { endsAtBytes: 1_000, usedBytes: 0 } });
});

test('time for a day is counted over logins, and once for devices that are online together', async (t) => {
  const { gate, store, clock } = gateParts();
  const grant = { ...data, plan: { durationSeconds: 36_000, daily: { seconds: 3_600, day } } };
  await authorise(gate, phone, grant);
  clock.advance(600);
  await authorise(gate, laptop, grant);
  clock.advance(600);
  await revoke(gate, phone, 'User-Request');
  clock.advance(600);
  await revoke(gate, laptop, 'User-Request');
  t.is(store.account(anna)?.seconds, 1_800);
  clock.advance(5_000);
  await authorise(gate, phone, grant);
  const endsAt = clock() + 1_800_000;
  t.like(store.authorisation(phone), { endsAt });
  clock.advance(1_801);
  await sweep(gate);
  t.like(store.authorisation(phone), {
    ending: { terminateCause: 'Session-Timeout', limit: 'daily-time' },
  });
  t.is(store.account(anna)?.seconds, 3_600);
  t.like(await authorise(gate, laptop, grant), { limit: 'daily-time' });
  clock.advance(24 * 3_600);
  t.is(await authorise(gate, laptop, grant), undefined);
});

test('who goes over to another account takes nothing of the time and data of the first along', async (t) => {
  const { gate, store, clock, firewall } = gateParts();
  await authorise(gate, phone, data);
  clock.advance(600);
  firewall.count(phone, octets(100, 200));
  await gate.usage.read();
  await authorise(gate, phone, { ...data, user: 'bob' });
  t.like(store.account(anna), { bytes: 300, seconds: 600, online: [] });
  t.like(store.account('user/voucher/bob'), { bytes: 0, seconds: 0 });
  clock.advance(60);
  firewall.count(phone, octets(110, 200));
  await authorise(gate, phone, { method: 'operator', plan: { durationSeconds: 60 } });
  await gate.usage.save(store);
  t.like(store.account('user/voucher/bob'), { bytes: 10, seconds: 60, online: [] });
  t.like(store.authorisation(phone), { used: octets(110, 200) });
});

test('a table that was wiped counts on from what was read last', async (t) => {
  const { gate, store, firewall, usage, enforced } = gateParts();
  await authorise(gate, phone, data);
  firewall.count(phone, octets(100, 200));
  await usage.read();
  firewall.forgetCounters();
  await firewall.tamper(phone, { kind: 'closed' });
  await usage.read();
  await reconcile(gate, firewall);
  t.like(await enforced(phone), { used: octets(100, 200), quota: quota(1_000, 300) });
  firewall.count(phone, octets(110, 200));
  await revoke(gate, phone, 'User-Request');
  t.like(store.account(anna), { bytes: 310 });
});

test('a session that the firewall was not told the end of leaves nothing to the next one', async (t) => {
  const { gate, store, firewall, enforced, usage, clock } = gateParts();
  await authorise(gate, phone, data);
  firewall.count(phone, octets(100, 200));
  firewall.isBroken = true;
  await t.throwsAsync(revoke(gate, phone, 'User-Request'));
  clock.advance(1);
  await t.throwsAsync(authorise(gate, phone, data));
  firewall.isBroken = false;
  await reconcile(gate, firewall);
  t.like(await enforced(phone), { used: octets(0, 0) });
  await usage.read();
  await usage.save(store);
  t.like(store.account(anna), { bytes: 300 });
});

test('an account is forgotten a day after it matters', async (t) => {
  const { gate, store, clock } = gateParts();
  await authorise(gate, phone, data);
  await revoke(gate, phone, 'User-Request');
  clock.advance(3_600 + 24 * 3_600);
  await sweep(gate);
  t.is((await store.accounts()).length, 1);
  clock.advance(1);
  await sweep(gate);
  t.is((await store.accounts()).length, 0);
});

test('an extension that comes right after the data was found spent goes on', async (t) => {
  const { gate, store, firewall, usage } = gateParts();
  await authorise(gate, phone, data);
  firewall.count(phone, octets(1_000, 0));
  firewall.spend(anna);
  await usage.read();
  t.is(await authorise(gate, phone, { ...data, plan: { ...data.plan, dataBytes: 1_000_000 } }), undefined);
  await sweep(gate);
  t.is(store.authorisation(phone)?.ending, undefined);
  t.is(store.account(anna)?.bytes, 1_000);
});

test('a device in a zone that is gone takes nobody’s place', async (t) => {
  const { gate } = gateParts();
  const plan = { durationSeconds: 3_600, devices: 1 };
  await authorise(gate, printer, { ...data, plan });
  t.like(await authorise(gate, phone, { ...data, plan }), { limit: 'devices' });
  t.is(await authorise({ ...gate, zones: [guest] }, phone, { ...data, plan }), undefined);
});

test('who has to go before his plan’s hours are over is not told that they are', async (t) => {
  const { gate, store, clock } = gateParts();
  const spans = [0, 1, 2, 3, 4, 5, 6].map((weekday) => ({ weekday, from: 0, to: 22 * 60 }));
  const plan = { durationSeconds: 86_400, hours: { timeZone: timeZone('UTC'), spans } };
  await authorise(gate, phone, { ...data, plan, notAfter: clock() + 600_000 });
  clock.advance(600);
  await sweep(gate);
  t.deepEqual(store.authorisation(phone)?.ending?.limit, undefined);
  t.is(store.authorisation(phone)?.ending?.terminateCause, 'Session-Timeout');
});
