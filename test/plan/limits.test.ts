import test from 'ava';
import fc from 'fast-check';
import { type Admission, type Budget, type History, limitsFor, noHistory } from '../../src/plan/limits.js';
import { parseSpan } from '../../src/plan/opening-hours.js';
import type { Plan } from '../../src/plan/plan.js';
import { loggedIn, newAccount } from '../../src/store/account.js';
import { account } from '../../src/store/record-schemas.js';
import { timeZone } from '../plans.js';

const noon = Date.UTC(2026, 0, 5, 12); // a Monday
const utc = timeZone('UTC');
const eightHours: Plan = { durationSeconds: 8 * 3_600 };
const day = { beginsAtHour: 4, timeZone: utc };
const hourMs = 3_600_000;
function budgetOf(admission: Admission): Budget {
  if (admission.kind !== 'admit') throw new Error('refused');
  return admission.budget;
}

const historyOf = (changes: Partial<History>): History => ({ ...noHistory, ...changes });

test('a plan without limits lasts for its duration', (t) => {
  t.like(limitsFor(eightHours, noHistory, noon), { kind: 'admit', lastsMs: 8 * hourMs, limits: {} });
});

test('idle time and rates are taken over as they are', (t) => {
  const plan = { ...eightHours, idleSeconds: 60, uploadBitsPerSecond: 1e6, downloadBitsPerSecond: 2e6 };
  t.deepEqual((limitsFor(plan, noHistory, noon) as { limits?: unknown }).limits, {
    idleSeconds: 60,
    uploadBitsPerSecond: 1e6,
    downloadBitsPerSecond: 2e6,
  });
});

test('a second login continues with the data that is left, and begins anew after the duration', (t) => {
  const plan = { ...eightHours, dataBytes: 500 };
  const first = limitsFor(plan, historyOf({ bytes: 1_000 }), noon);
  t.like(first, { budget: { quota: { endsAtBytes: 1_500, by: 'data' }, pass: { startedAt: noon } } });
  const pass = { startedAt: noon, bytes: 1_000, seconds: 0 };
  t.like(limitsFor(plan, historyOf({ bytes: 1_400, pass }), noon + hourMs), {
    budget: { quota: { endsAtBytes: 1_500 }, pass },
  });
  t.deepEqual(limitsFor(plan, historyOf({ bytes: 1_500, pass }), noon + hourMs), {
    kind: 'refuse',
    limit: 'data',
    againAt: noon + 8 * hourMs,
  });
  t.like(limitsFor(plan, historyOf({ bytes: 1_500, pass }), noon + 8 * hourMs), {
    budget: { quota: { endsAtBytes: 2_000 } },
  });
});

test('from when somebody may come again is told by the clocks of the plan, whatever limit it is', (t) => {
  const berlin = timeZone('Europe/Berlin');
  const used = historyOf({ bytes: 500, seconds: 60, pass: { startedAt: noon, bytes: 0, seconds: 0 } });
  for (const limit of [{ dataBytes: 500 }, { timeSeconds: 60 }])
    t.like(limitsFor({ ...eightHours, ...limit, timeZone: berlin }, used, noon), {
      kind: 'refuse',
      timeZone: berlin,
    });
});

test('where the account is kept elsewhere, each login has the data that is said for it', (t) => {
  const plan = { ...eightHours, dataBytes: 500, dataIsPerLogin: true } as const;
  const pass = { startedAt: noon, bytes: 1_000, seconds: 0 };
  t.like(limitsFor(plan, historyOf({ bytes: 1_500, pass }), noon + hourMs), {
    budget: { quota: { endsAtBytes: 2_000, by: 'data' } },
  });
});

test('time online carries over logins, and is there again after the duration', (t) => {
  const plan = { ...eightHours, timeSeconds: 3_600 };
  t.like(limitsFor(plan, historyOf({ seconds: 100 }), noon), {
    ...{ lastsMs: hourMs, limits: { endsBy: 'time' }, budget: { pass: { seconds: 100 } } },
  });
  const pass = { startedAt: noon, bytes: 0, seconds: 100 };
  t.like(limitsFor(plan, historyOf({ seconds: 1_900, pass }), noon + 5 * hourMs), { lastsMs: hourMs / 2 });
  t.deepEqual(limitsFor(plan, historyOf({ seconds: 3_700, pass }), noon + 5 * hourMs), {
    kind: 'refuse',
    limit: 'time',
    againAt: noon + 8 * hourMs,
  });
  t.like(limitsFor(plan, historyOf({ seconds: 3_700, pass }), noon + 8 * hourMs), { lastsMs: hourMs });
});

test('time for a day carries over logins and is there again when the next day begins', (t) => {
  const plan = { ...eightHours, daily: { seconds: 7_200, day } };
  const first = limitsFor(plan, historyOf({ seconds: 100 }), noon);
  const today = { startedAt: Date.UTC(2026, 0, 5, 4), bytes: 0, seconds: 100 };
  t.like(first, { lastsMs: 2 * hourMs, limits: { endsBy: 'daily-time' }, budget: { day: today } });
  const later = historyOf({ seconds: 100 + 5_400, day: today });
  t.like(limitsFor(plan, later, noon + 3 * hourMs), { lastsMs: 0.5 * hourMs });
  t.deepEqual(limitsFor(plan, historyOf({ seconds: 100 + 7_200, day: today }), noon + 4 * hourMs), {
    kind: 'refuse',
    limit: 'daily-time',
    againAt: Date.UTC(2026, 0, 6, 4),
    timeZone: utc,
  });
  t.like(limitsFor(plan, historyOf({ seconds: 100 + 7_200, day: today }), Date.UTC(2026, 0, 6, 4)), {
    lastsMs: 2 * hourMs,
  });
});

test('data for a day is the tighter bound where it is less than what is left of the data', (t) => {
  const plan = { ...eightHours, dataBytes: 500, daily: { bytes: 200, day } };
  t.like(limitsFor(plan, noHistory, noon), { budget: { quota: { endsAtBytes: 200, by: 'daily-data' } } });
  const yesterday = { startedAt: 0, bytes: 0, seconds: 0 };
  const pass = { startedAt: noon, bytes: 0, seconds: 0 };
  const history = historyOf({ bytes: 400, pass, day: yesterday });
  t.like(limitsFor(plan, history, noon), { budget: { quota: { endsAtBytes: 500, by: 'data' } } });
});

test('a budget for a day ends the session when the day does', (t) => {
  const plan = { ...eightHours, daily: { bytes: 200, day } };
  t.like(limitsFor(plan, noHistory, Date.UTC(2026, 0, 6, 3)), { lastsMs: hourMs, limits: { endsBy: 'day' } });
});

test('a session ends at closing hour at the latest, and when closed there is none', (t) => {
  const hours = {
    timeZone: utc,
    spans: [{ weekday: 0, ...(parseSpan('08:00-18:00') ?? { from: 0, to: 1 }) }],
  };
  const plan = { ...eightHours, hours };
  t.like(limitsFor(plan, noHistory, noon), { lastsMs: 6 * hourMs, limits: { endsBy: 'hours' } });
  t.like(limitsFor(plan, noHistory, Date.UTC(2026, 0, 5, 9)), { lastsMs: 8 * hourMs, limits: {} });
  t.deepEqual(limitsFor(plan, noHistory, Date.UTC(2026, 0, 5, 18)), {
    kind: 'refuse',
    limit: 'hours',
    againAt: Date.UTC(2026, 0, 12, 8),
    timeZone: utc,
  });
});

test('a login under a shorter plan does not make the data of a longer one begin anew', (t) => {
  const pass = { dataBytes: 1_000, durationSeconds: 24 * 3_600 };
  const begun = budgetOf(limitsFor(pass, noHistory, noon));
  const spent = { ...begun, bytes: 1_000, seconds: 0 };
  const short = budgetOf(limitsFor({ durationSeconds: 600, devices: 1 }, spent, noon + hourMs));
  const again = limitsFor(pass, { ...spent, ...short }, noon + 2 * hourMs);
  t.like(again, { kind: 'refuse', limit: 'data', againAt: noon + 24 * hourMs });
  t.is(limitsFor(pass, { ...spent, ...short }, noon + 24 * hourMs).kind, 'admit');
});

test('what was used of a day counts after a login under a plan without days, or with others', (t) => {
  const daily: Plan = { ...eightHours, daily: { bytes: 1_000, day } };
  const begun = budgetOf(limitsFor(daily, noHistory, noon));
  for (const other of [
    { ...eightHours, devices: 1 },
    { ...eightHours, daily: { bytes: 5_000, day: { ...day, beginsAtHour: 9 } } },
  ]) {
    const { bytes, seconds } = historyOf({ bytes: 1_000 });
    const between = budgetOf(limitsFor(other, { ...begun, bytes, seconds }, noon + hourMs));
    const history = { ...between, bytes, seconds };
    t.like(limitsFor(daily, history, noon + 2 * hourMs), { kind: 'refuse', limit: 'daily-data' });
    t.is(limitsFor(daily, history, noon + 24 * hourMs).kind, 'admit');
  }
});

test('a session that is given another length has the data of the plan for the plan’s duration', (t) => {
  const plan = { ...eightHours, dataBytes: 1_000 };
  const given = limitsFor(plan, noHistory, noon, 10);
  t.like(given, { lastsMs: 10_000, budget: { pass: { endsAt: noon + 8 * hourMs } } });
});

test('whatever a plan gives, on a clock that is not set too, the store can read again', (t) => {
  const bytes = fc.integer({ min: 1, max: 1000 ** 5 });
  const plan = {
    ...eightHours,
    timeSeconds: 3_600,
    daily: { day: { ...day, timeZone: timeZone('Asia/Tokyo') } },
  };
  fc.assert(
    fc.property(
      fc.nat({ max: noon }),
      fc.nat({ max: 1000 ** 5 }),
      bytes,
      bytes,
      (wall, used, data, daily) => {
        const limits = { ...plan, dataBytes: data, daily: { ...plan.daily, bytes: daily } };
        const admission = limitsFor(limits, historyOf({ bytes: used }), wall);
        if (admission.kind !== 'admit') throw new Error('refused');
        const login = { at: wall, ...admission.budget };
        t.notThrows(() => account.parse(loggedIn(newAccount('user/anna'), login)));
      },
    ),
    { examples: [[0, 0, 1, 1]] },
  );
});
