import test from 'ava';
import { openingAt, parseSpan, parseWeekdays } from '../../src/plan/opening-hours.js';
import { timeZone } from '../plans.js';

const berlin = timeZone('Europe/Berlin');
/** Berlin's clocks are an hour ahead of UTC in winter. */
const winter = (day: number, hour: number, minute = 0) => Date.UTC(2026, 0, day, hour - 1, minute);
const spans = (weekdays: string, times: string) =>
  (parseWeekdays(weekdays) ?? []).map((weekday) => ({
    weekday,
    ...(parseSpan(times) ?? { from: 0, to: 0 }),
  }));

// 5 January 2026 is a Monday.
const café = {
  timeZone: berlin,
  spans: [...spans('mon-thu', '08:00-18:00'), ...spans('fri-sat', '20:00-02:00')],
};

test('a café is open at its hours, and closed beside them', (t) => {
  t.deepEqual(openingAt(café, winter(5, 8)), { isOpen: true, closesAt: winter(5, 18) });
  t.deepEqual(openingAt(café, winter(5, 17, 59)), { isOpen: true, closesAt: winter(5, 18) });
  t.deepEqual(openingAt(café, winter(5, 7, 59)), { isOpen: false, opensAt: winter(5, 8) });
  t.deepEqual(openingAt(café, winter(5, 18)), { isOpen: false, opensAt: winter(6, 8) });
});

test('past midnight it is still open from the day before', (t) => {
  t.deepEqual(openingAt(café, winter(10, 1)), { isOpen: true, closesAt: winter(10, 2) });
  t.deepEqual(openingAt(café, winter(11, 1, 59)), { isOpen: true, closesAt: winter(11, 2) });
  t.deepEqual(openingAt(café, winter(11, 2)), { isOpen: false, opensAt: winter(12, 8) });
});

test('hours that touch are one, round the week', (t) => {
  const bar = { timeZone: berlin, spans: [...spans('mon', '20:00-02:00'), ...spans('tue', '02:00-24:00')] };
  t.deepEqual(openingAt(bar, winter(5, 21)), { isOpen: true, closesAt: winter(7, 0) });
  const always = { timeZone: berlin, spans: spans('mon-sun', '00:00-24:00') };
  t.deepEqual(openingAt(always, winter(5, 21)), { isOpen: true });
});

test('who opens once a week says so for a whole week', (t) => {
  const market = { timeZone: berlin, spans: spans('sat', '07:00-13:00') };
  t.deepEqual(openingAt(market, winter(10, 13)), { isOpen: false, opensAt: winter(17, 7) });
});

test('hours are those of the clocks on the wall when summer time begins and ends', (t) => {
  const night = { timeZone: berlin, spans: spans('sat-sun', '22:00-06:00') };
  // 29 March 2026: 02:00 is 03:00; 25 October: 03:00 is 02:00.
  t.deepEqual(openingAt(night, Date.UTC(2026, 2, 28, 23)), {
    isOpen: true,
    closesAt: Date.UTC(2026, 2, 29, 4),
  });
  t.deepEqual(openingAt(night, Date.UTC(2026, 9, 24, 23)), {
    isOpen: true,
    closesAt: Date.UTC(2026, 9, 25, 5),
  });
});

test('hours that the clock is put forward over are not announced', (t) => {
  const early = { timeZone: berlin, spans: spans('sun', '02:00-03:00') };
  const saturday = Date.UTC(2026, 2, 28, 12);
  for (const days of [0, 1])
    t.deepEqual(openingAt({ ...early }, saturday - days * 86_400_000), {
      isOpen: false,
      opensAt: Date.UTC(2026, 3, 5, 0),
    });
});

test('weekdays and times are read, and nonsense is not', (t) => {
  t.deepEqual(['mon', 'fri-mon', 'mon-sun'].map(parseWeekdays), [[0], [4, 5, 6, 0], [0, 1, 2, 3, 4, 5, 6]]);
  for (const text of ['', 'monday', 'mon-', '-mon', 'mon-tue-wed', 'Mon', '1'])
    t.is(parseWeekdays(text), undefined, text);
  t.deepEqual(parseSpan('20:00-02:30'), { from: 1_200, to: 1_590 });
  for (const text of [
    '',
    '8-18',
    '08:00',
    '08:60-09:00',
    '24:00-01:00',
    '08:00-24:01',
    '08:00-08:00',
    '8:00-9:00',
  ])
    t.is(parseSpan(text), undefined, text);
});
