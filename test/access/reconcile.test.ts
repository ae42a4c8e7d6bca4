import test from 'ava';
import { authorise } from '../../src/access/authorise.js';
import { historyOf } from '../../src/access/history.js';
import { putListEntry } from '../../src/access/lists.js';
import { reconcile } from '../../src/access/reconcile.js';
import { revoke } from '../../src/access/revoke.js';
import { standingNow } from '../../src/access/standing-now.js';
import { UsageReader } from '../../src/access/usage.js';
import { accountDigest } from '../../src/store/account.js';
import { unused } from '../../src/store/authorisation.js';
import { clientNumber, laptop, phone, printer, zone } from '../clients.js';
import { authorisationOf, entryEverywhere, entryOf, octets } from '../records.js';
import { gateParts, hour } from './gate-parts.js';

const repairs = (log: ReturnType<typeof gateParts>['log']) =>
  log.lines
    .filter(({ level }) => level === 'warn')
    .map(({ fields }) => [fields.mac, fields.wanted, fields.found]);

test('where all is as it should be nothing is done and nothing is logged', async (t) => {
  const { gate, firewall, log } = gateParts();
  await authorise(gate, phone, hour);
  await putListEntry(gate, entryEverywhere(laptop, 'allow'));
  await putListEntry(gate, entryOf(printer, 'deny', { endsAt: gate.clock() + 60_000 }));
  const before = await firewall.enforced();
  await reconcile(gate, firewall);
  t.deepEqual(await firewall.enforced(), before);
  t.deepEqual(repairs(log), []);
});

for (const moment of ['beforeListing', 'afterListing'] as const)
  test(`who comes or goes while it reads is no difference (${moment})`, async (t) => {
    const { gate, firewall, log, enforced } = gateParts();
    await authorise(gate, phone, hour);
    firewall[moment] = async () => {
      await authorise(gate, laptop, hour);
      await revoke(gate, phone, 'User-Request');
    };
    await reconcile(gate, firewall);
    t.like(await enforced(laptop), { kind: 'open' });
    t.is(await enforced(phone), undefined);
    t.deepEqual(repairs(log), []);
  });

test('whom a slow firewall is about to let in is no difference', async (t) => {
  const { gate, firewall, log, enforced } = gateParts();
  let goOn = () => {};
  firewall.ready = new Promise((resolve) => {
    goOn = resolve;
  });
  const entering = authorise(gate, phone, hour);
  await firewall.asked;
  await reconcile(gate, firewall);
  t.deepEqual(repairs(log), []);
  t.deepEqual(await standingNow(gate, phone), { state: 'captive' });
  goOn();
  await entering;
  t.like(await enforced(phone), { kind: 'open' });
  t.like(await standingNow(gate, phone), { state: 'authorised' });
});

test('whom the firewall let in without saying so is told that he is online after the next look', async (t) => {
  const { gate, firewall, log } = gateParts();
  firewall.isUnsure = true;
  await t.throwsAsync(authorise(gate, phone, hour), { code: 'firewall-unavailable' });
  t.like(await standingNow(gate, phone), { state: 'captive' });
  await t.throwsAsync(reconcile(gate, firewall), { message: /could not be repaired/ });
  firewall.isUnsure = false;
  await reconcile(gate, firewall);
  t.like(await standingNow(gate, phone), { state: 'authorised' });
  t.deepEqual(repairs(log), []);
});

test('who is missing in the firewall is let in, with what he had used', async (t) => {
  const { gate, store, firewall, enforced, log } = gateParts();
  const used = octets(1, 2);
  await store.grant(authorisationOf(phone, { used }));
  await store.putListEntry(entryEverywhere(laptop, 'allow'));
  await reconcile(gate, firewall);
  t.like(await enforced(phone), { kind: 'open', used, endsAt: authorisationOf(phone).endsAt });
  t.like(await enforced(laptop), { kind: 'open' });
  t.like(await enforced({ ...laptop, zone: printer.zone }), { kind: 'open' });
  t.deepEqual(repairs(log), [
    [phone.mac, 'open', 'closed'],
    [laptop.mac, 'open', 'closed'],
    [laptop.mac, 'open', 'closed'],
  ]);
});

test('of hundreds who are missing each is let in but the one whom the firewall refuses', async (t) => {
  const { gate, store, firewall } = gateParts();
  const many = Array.from({ length: 200 }, (_, number) => clientNumber(number));
  for (const client of many) await store.grant(authorisationOf(client));
  const refused = many[100] ?? phone;
  const setAccess = firewall.setAccess.bind(firewall);
  firewall.setAccess = async (client, access) => {
    if (client.mac === refused.mac) throw new Error('refused');
    await setAccess(client, access);
  };
  await t.throwsAsync(reconcile(gate, firewall), { message: /could not be repaired: refused/ });
  t.is((await firewall.enforced()).clients.size, 199);
  t.like(await standingNow(gate, refused), { state: 'captive' });
  t.like(await standingNow(gate, many[199] ?? phone), { state: 'authorised' });
  firewall.setAccess = setAccess;
  await reconcile(gate, firewall);
  t.is((await firewall.enforced()).clients.size, 200);
  t.like(await standingNow(gate, refused), { state: 'authorised' });
});

test('who is in the firewall and should not be is closed', async (t) => {
  const { gate, store, firewall, enforced, log, clock } = gateParts();
  await firewall.tamper(phone, { kind: 'open', used: unused });
  await firewall.tamper(laptop, { kind: 'denied' });
  await store.grant(authorisationOf(printer, { endsAt: clock() }));
  await firewall.tamper(printer, { kind: 'open', used: unused });
  await reconcile(gate, firewall);
  for (const client of [phone, laptop, printer]) t.is(await enforced(client), undefined);
  t.deepEqual(repairs(log).sort(), [
    [phone.mac, 'closed', 'open'],
    [laptop.mac, 'closed', 'denied'],
    [printer.mac, 'closed', 'open'],
  ]);
});

test('a wrong end is put right, a few seconds are not a difference', async (t) => {
  const { gate, firewall, enforced, log, clock } = gateParts();
  await authorise(gate, phone, hour);
  await putListEntry(gate, entryOf(laptop, 'allow'));
  const endsAt = clock() + 3_600_000;
  await firewall.tamper(phone, { kind: 'open', used: unused, endsAt: endsAt + 4_000 });
  await reconcile(gate, firewall);
  t.deepEqual(repairs(log), []);
  await firewall.tamper(phone, { kind: 'open', used: unused, endsAt: endsAt + 6_000 });
  await firewall.tamper(laptop, { kind: 'open', used: unused, endsAt });
  await reconcile(gate, firewall);
  t.like(await enforced(phone), { endsAt });
  t.deepEqual(await enforced(laptop), { ...laptop, kind: 'open', used: unused });
  await firewall.tamper(phone, { kind: 'open', used: unused });
  await reconcile(gate, firewall);
  t.like(await enforced(phone), { endsAt });
  t.is(repairs(log).length, 3);
});

test('wrong rates are put right', async (t) => {
  const { gate, firewall, enforced, log } = gateParts();
  const rates = { uploadBitsPerSecond: 1_000_000, downloadBitsPerSecond: 2_000_000 };
  await authorise(gate, phone, { ...hour, plan: { ...hour.plan, ...rates } });
  await reconcile(gate, firewall);
  t.deepEqual(repairs(log), []);
  const { endsAt = 0 } = (await enforced(phone)) ?? {};
  for (const wrong of [
    {},
    { uploadBitsPerSecond: 1_000_000 },
    { ...rates, downloadBitsPerSecond: 2_000_008 },
  ]) {
    await firewall.tamper(phone, { kind: 'open', used: unused, endsAt, rates: wrong });
    await reconcile(gate, firewall);
    t.like(await enforced(phone), { rates });
  }
  t.is(repairs(log).length, 3);
});

test('who is denied and open is denied', async (t) => {
  const { gate, store, firewall, enforced, log } = gateParts();
  await authorise(gate, phone, hour);
  await store.putListEntry(entryOf(phone, 'deny'));
  await reconcile(gate, firewall);
  t.like(await enforced(phone), { kind: 'denied' });
  t.deepEqual(repairs(log), [[phone.mac, 'denied', 'open']]);
});

test('what an account used before its quota was left over is used, of what was refused nothing', async (t) => {
  const { gate, store, firewall } = gateParts();
  const plan = { durationSeconds: 3_600, dataBytes: 1_000 };
  await authorise(gate, phone, { method: 'voucher', user: 'anna', plan });
  const anna = 'user/voucher/anna';
  for (const [usedBytes, counts] of [
    [700, 700],
    [600, 700],
    [1_500, 1_000],
  ] as const) {
    firewall.leftOver = [{ account: accountDigest(anna), endsAtBytes: 1_000, usedBytes }];
    await reconcile(gate, firewall);
    t.is(store.account(anna)?.bytes, counts);
  }
});

test('what a device used before its end, while no daemon looked, counts though another one’s use of the quota goes on', async (t) => {
  const { gate, store, firewall, clock } = gateParts();
  const anna = 'user/voucher/anna';
  const login = { method: 'voucher', user: 'anna', plan: { durationSeconds: 3_600, dataBytes: 1_000 } };
  await authorise(gate, phone, { ...login, lastsSeconds: 60 });
  await authorise(gate, laptop, login);
  firewall.count(phone, octets(300, 0));
  await gate.usage.read();
  await gate.usage.save(store);
  for (const [usedBytes, counts] of [
    [900, 700], // 400 more by the phone, 200 by the laptop that are yet to be written
    [1_500, 800],
  ] as const) {
    firewall.count(laptop, octets(0, 200));
    firewall.spend(anna, usedBytes);
    clock.advance(60);
    const next = { ...gate, usage: new UsageReader(firewall, clock, gate.tell) };
    await reconcile(next, firewall, true);
    t.is(store.account(anna)?.bytes, counts);
    t.is(historyOf(next, anna).bytes, counts + 200);
  }
});

test('a zone that the configuration no longer has is left alone', async (t) => {
  const { gate, store, firewall } = gateParts();
  await store.grant(authorisationOf({ ...phone, zone: zone('former') }));
  await store.putListEntry(entryOf({ ...phone, zone: zone('former') }, 'allow'));
  await reconcile(gate, firewall);
  t.is((await firewall.enforced()).clients.size, 0);
});

test('rules that somebody changed are logged', async (t) => {
  const { gate, firewall, log } = gateParts();
  firewall.changedRules = 'expected "drop", found "accept"';
  await reconcile(gate, firewall);
  t.like(log.lines[0], { level: 'warn', fields: { rules: 'expected "drop", found "accept"' } });
  t.is(log.lines.length, 1);
});

test('an emptied firewall is filled again, and the log stays readable', async (t) => {
  const { gate, store, firewall, log } = gateParts();
  await Promise.all(
    Array.from({ length: 1_000 }, (_, each) => store.grant(authorisationOf(clientNumber(each)))),
  );
  await reconcile(gate, firewall);
  t.is((await firewall.enforced()).clients.size, 1_000);
  t.is(log.lines.length, 11);
  t.like(log.lines.at(-1), { fields: { clients: 1_000 } });
});
