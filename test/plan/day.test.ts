import test from 'ava';
import fc from 'fast-check';
import { dayAt } from '../../src/plan/day.js';
import { parseTimeZone } from '../../src/plan/local-time.js';
import { timeZone } from '../plans.js';

const berlin = { beginsAtHour: 4, timeZone: timeZone('Europe/Berlin') };

test('a day begins at its hour and not at midnight', (t) => {
  const today = { startedAt: Date.UTC(2026, 0, 5, 3), endsAt: Date.UTC(2026, 0, 6, 3) };
  t.deepEqual(dayAt(berlin, Date.UTC(2026, 0, 5, 3)), today);
  t.deepEqual(dayAt(berlin, Date.UTC(2026, 0, 6, 2, 59, 59)), today);
  t.is(dayAt(berlin, Date.UTC(2026, 0, 6, 3)).startedAt, today.endsAt);
});

test('a day is an hour shorter or longer when summer time begins or ends', (t) => {
  const hours = (at: number) => {
    const { startedAt, endsAt } = dayAt(berlin, at);
    return (endsAt - startedAt) / 3_600_000;
  };
  t.deepEqual([Date.UTC(2026, 2, 28, 12), Date.UTC(2026, 9, 24, 12)].map(hours), [23, 25]);
});

test('every moment is in exactly one day, wherever and whenever the day begins', (t) => {
  const zones = ['UTC', 'Europe/Berlin', 'America/St_Johns', 'Pacific/Apia', 'Australia/Lord_Howe'];
  fc.assert(
    fc.property(
      fc.constantFrom(...zones.map(timeZone)),
      fc.integer({ min: 0, max: 23 }),
      fc.integer({ min: Date.UTC(2012, 0), max: Date.UTC(2030, 0) }),
      (zone, beginsAtHour, at) => {
        const { startedAt, endsAt } = dayAt({ beginsAtHour, timeZone: zone }, at);
        t.true(startedAt <= at && at < endsAt, `${zone} ${beginsAtHour} ${at}`);
        t.deepEqual(dayAt({ beginsAtHour, timeZone: zone }, startedAt), { startedAt, endsAt });
        t.is(dayAt({ beginsAtHour, timeZone: zone }, endsAt).startedAt, endsAt);
      },
    ),
  );
});

test('a time zone that nobody knows is none', (t) => {
  for (const text of ['', 'Mars/Olympus', 'Europe/Berlin"', '../etc']) t.is(parseTimeZone(text), undefined);
});
