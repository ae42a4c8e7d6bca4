import test from 'ava';
import { authorise } from '../../src/access/authorise.js';
import { decide } from '../../src/access/decide.js';
import type { Gate } from '../../src/access/gate.js';
import { move } from '../../src/access/move.js';
import { refusalNow } from '../../src/access/refusal.js';
import { arrive } from '../../src/access/roam.js';
import { sweep } from '../../src/access/sweep.js';
import { steadyClock } from '../../src/system/clock.js';
import { guest, laptop, phone, staff } from '../clients.js';
import { handClock } from '../hand-clock.js';
import { timeZone } from '../plans.js';
import { gateParts, hour } from './gate-parts.js';

// 2 January 2026, on which the hand clock begins at noon, is a Friday.
const untilTwo = { timeZone: timeZone('UTC'), spans: [{ weekday: 4, from: 8 * 60, to: 14 * 60 }] };
const plan = { durationSeconds: 8 * 3_600, hours: untilTwo };
const grant = { method: 'click-through', plan };

test('closing hour ends what is open, and says so; nobody gets in before it opens', async (t) => {
  const { gate, store, clock, enforced } = gateParts(handClock(), plan);
  t.is(await refusalNow(gate, phone), undefined);
  await authorise(gate, phone, grant);
  t.like(store.authorisation(phone), { endsAt: clock() + 2 * 3_600_000 });
  clock.advance(2 * 3_600);
  await sweep(gate);
  t.is(await enforced(phone), undefined);
  t.like(store.authorisation(phone), { ending: { terminateCause: 'Session-Timeout', limit: 'hours' } });
  const closed = { limit: 'hours', againAt: Date.UTC(2026, 0, 9, 8) } as const;
  t.like(await authorise(gate, phone, grant), closed);
  t.like(await refusalNow(gate, phone), closed);
});

test('closing hour is what clocks on walls show at the login; who sets them later changes nothing', async (t) => {
  const elapsed = handClock(0);
  let wall = Date.UTC(2026, 0, 2, 12);
  const clock = Object.assign(
    steadyClock(() => wall, elapsed),
    elapsed,
  );
  const parts = gateParts(clock, plan);
  const gate = { ...parts.gate, wallClock: () => wall };
  wall += 3_600_000; // it was an hour slow, and NTP has set it since the daemon was started
  await authorise(gate, phone, grant);
  t.like(parts.store.authorisation(phone), { endsAt: clock() + 3_600_000 });
  wall -= 24 * 3_600_000;
  clock.advance(3_599);
  await sweep(gate);
  t.like(await parts.enforced(phone), { kind: 'open' });
  clock.advance(1);
  await sweep(gate);
  t.is(await parts.enforced(phone), undefined);
});

test('nobody brings a session along into a zone that is closed, from another zone or device', async (t) => {
  const parts = gateParts();
  const plans = new Map([...parts.gate.plans, [staff, plan]]);
  const gate: Gate = { ...parts.gate, plans, roam: new Map([[staff, [guest]]]) };
  const inStaff = { ...phone, zone: staff };
  parts.clock.advance(2 * 3_600);
  await authorise(gate, phone, hour);
  await arrive(gate, inStaff);
  t.is((await decide(gate.store, inStaff, gate.clock())).state, 'captive');
  t.false(await move(gate, phone, { ...laptop, zone: staff }));
  t.is((await decide(gate.store, phone, gate.clock())).state, 'authorised');
  t.true(await move(gate, phone, laptop));
});

/** The staff’s zone takes guests’ logins, and closes at two; it is noon. */
function closingElsewhere() {
  const parts = gateParts();
  const plans = new Map([...parts.gate.plans, [staff, plan]]);
  const gate: Gate = { ...parts.gate, plans, roam: new Map([[staff, [guest]]]) };
  return { ...parts, gate, inStaff: { ...phone, zone: staff } };
}
const long = { method: 'click-through', plan: { durationSeconds: 8 * 3_600 } };

test('a session that has come along ends when the zone closes in which it is, and says so', async (t) => {
  const { gate, store, clock, enforced, inStaff } = closingElsewhere();
  await authorise(gate, phone, long);
  await arrive(gate, inStaff);
  const closesAt = clock() + 2 * 3_600_000;
  t.like(store.authorisation(inStaff), { endsAt: closesAt, limits: { endsBy: 'hours' } });
  t.like(await enforced(inStaff), { endsAt: closesAt });
  clock.advance(2 * 3_600);
  await sweep(gate);
  t.is(await enforced(inStaff), undefined);
  const ending = { terminateCause: 'Session-Timeout', limit: 'hours' };
  t.like(store.authorisation(inStaff), { ending });
});

test('whoever goes home before the other zone closes has the end of his own again', async (t) => {
  const { gate, store, inStaff } = closingElsewhere();
  await authorise(gate, phone, long);
  const before = store.authorisation(phone);
  await arrive(gate, inStaff);
  await arrive(gate, phone);
  t.deepEqual(store.authorisation(phone), before);
});

test('an end of its own before closing hour stays, wherever the session goes', async (t) => {
  const { gate, store, clock, inStaff } = closingElsewhere();
  await authorise(gate, phone, hour);
  await arrive(gate, inStaff);
  const { endsAt, limits, ownEnd } = store.authorisation(inStaff) ?? {};
  t.deepEqual({ endsAt, limits, ownEnd }, { endsAt: clock() + 3_600_000, limits: {}, ownEnd: undefined });
});

test('by a code too a session takes the closing hour of the zone to which it goes, and leaves it there', async (t) => {
  const { gate, store, clock, inStaff } = closingElsewhere();
  await authorise(gate, phone, long);
  const [closesAt, own] = [clock() + 2 * 3_600_000, { at: clock() + 8 * 3_600_000 }];
  const elsewhere = { ...laptop, zone: staff };
  t.true(await move(gate, phone, elsewhere));
  t.like(store.authorisation(elsewhere), { endsAt: closesAt, ownEnd: own });
  t.true(await move(gate, elsewhere, inStaff));
  t.like(store.authorisation(inStaff), { endsAt: closesAt, ownEnd: own });
  t.true(await move(gate, inStaff, laptop));
  t.like(store.authorisation(laptop), { endsAt: own.at, limits: {} });
});
