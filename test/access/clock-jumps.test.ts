import test from 'ava';
import { authorise } from '../../src/access/authorise.js';
import { decide } from '../../src/access/decide.js';
import { putListEntry } from '../../src/access/lists.js';
import { reconcile } from '../../src/access/reconcile.js';
import { revoke } from '../../src/access/revoke.js';
import { sweep } from '../../src/access/sweep.js';
import { accountKeyOf } from '../../src/store/account.js';
import { steadyClock } from '../../src/system/clock.js';
import { clientNumber, laptop, phone, printer } from '../clients.js';
import { handClock } from '../hand-clock.js';
import { jumps } from '../jumps.js';
import { entryOf, octets } from '../records.js';
import { gateParts, hour } from './gate-parts.js';

const desktop = clientNumber(7);

/** The daemon's clock as it is made of the machine's two: `advance` is what goes by since boot. */
function machineClock() {
  const sinceBoot = handClock(0);
  let wall = Date.UTC(2026, 0, 2, 12);
  const steady = steadyClock(() => wall, sinceBoot);
  const setWall = (byMs: number) => {
    wall += byMs;
  };
  return { clock: Object.assign(steady, { advance: sinceBoot.advance }), setWall };
}

for (const [name, jumpMs] of jumps)
  test(`a session and a list entry end neither early nor late when the clock is set ${name}`, async (t) => {
    const { clock, setWall } = machineClock();
    const { gate, firewall, enforced, log, usage } = gateParts(clock);
    await authorise(gate, phone, { ...hour, plan: { ...hour.plan, idleSeconds: 3_599 } });
    await putListEntry(gate, entryOf(laptop, 'deny', { endsAt: clock() + 3_600_000 }));
    await usage.read();
    const before = await firewall.enforced();

    setWall(jumpMs);
    clock.advance(3_598);
    await sweep(gate);
    await reconcile(gate, firewall);
    t.deepEqual(await firewall.enforced(), before);
    t.is((await decide(gate.store, phone, clock())).state, 'authorised');
    t.deepEqual(
      log.lines.filter(({ level }) => level !== 'info'),
      [],
    );

    clock.advance(2);
    await sweep(gate);
    for (const client of [phone, laptop]) t.is(await enforced(client), undefined);
    t.is((await decide(gate.store, phone, clock())).state, 'captive');
  });

test('when the machine has slept for an hour, what is over ends at once and nothing else does', async (t) => {
  const { clock, setWall } = machineClock();
  const { gate, store, firewall, enforced, log, usage } = gateParts(clock);
  await authorise(gate, phone, { ...hour, plan: { durationSeconds: 3_599 } });
  await authorise(gate, laptop, { ...hour, plan: { durationSeconds: 3_610, idleSeconds: 3_605 } });
  await putListEntry(gate, entryOf(printer, 'deny', { endsAt: clock() + 3_599_000 }));
  await putListEntry(gate, entryOf(desktop, 'deny', { endsAt: clock() + 3_610_000 }));
  await usage.read();
  const before = [await enforced(laptop), await enforced(desktop)];

  clock.advance(3_600); // as CLOCK_BOOTTIME does, in no time of the daemon's own
  setWall(3_600_000);
  await sweep(gate);
  await usage.read();
  await reconcile(gate, firewall);
  for (const client of [phone, printer]) t.is(await enforced(client), undefined);
  t.like(store.authorisation(phone), { ending: { terminateCause: 'Session-Timeout' } });
  t.deepEqual([await enforced(laptop), await enforced(desktop)], before);
  t.is((await decide(gate.store, laptop, clock())).state, 'authorised');
  t.deepEqual(
    log.lines.filter(({ level }) => level !== 'info'),
    [],
  );
});

test('what somebody has used is remembered, though the clock was days ahead when the daemon started', async (t) => {
  const parts = gateParts();
  const { firewall, store } = parts;
  const gate = { ...parts.gate, wallClock: () => parts.clock() - 3 * 86_400_000 };
  const data = { ...hour, plan: { ...hour.plan, dataBytes: 1_000 } };
  await authorise(gate, phone, data);
  firewall.count(phone, octets(400, 500));
  await revoke(gate, phone, 'User-Request');
  await sweep(gate);
  t.is(store.account(accountKeyOf(phone))?.bytes, 900);
  parts.clock.advance(25 * 3_600 + 1);
  await sweep(gate);
  t.is(store.account(accountKeyOf(phone)), undefined);
});

test('time online is counted from a login on, though the clock was set back before the daemon started anew', async (t) => {
  const { gate, store, clock } = gateParts();
  const time = { ...hour, plan: { durationSeconds: 10 * 86_400, timeSeconds: 3_600 } };
  for (const setBack of [0, 3 * 86_400]) {
    clock.advance(-setBack);
    await authorise(gate, phone, time);
    clock.advance(600);
    await revoke(gate, phone, 'User-Request');
  }
  t.is(store.account(accountKeyOf(phone))?.seconds, 1_200);
});
