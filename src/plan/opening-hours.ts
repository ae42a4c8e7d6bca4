import { daysAfter, localDateAt, momentOf, type TimeZone, weekdayOf } from './local-time.js';

/** From one time of a weekday to another, in minutes after its midnight; `to` beyond 24 hours is on the day after. */
export interface OpeningSpan {
  /** 0 is Monday. */
  readonly weekday: number;
  readonly from: number;
  readonly to: number;
}

export interface OpeningHours {
  readonly spans: readonly OpeningSpan[];
  readonly timeZone: TimeZone;
}

/** Times are epoch milliseconds. */
type Opening =
  /** `closesAt` is absent where it never closes. */
  | { readonly isOpen: true; readonly closesAt?: number }
  | { readonly isOpen: false; readonly opensAt: number };

const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const minutesADay = 24 * 60;

export const weekdaysForm = 'a weekday from mon to sun, or several such as mon-fri';
export const spanForm = 'times such as 08:00-22:00 or, past midnight, 20:00-02:00';

/** The weekdays of `mon` or `fri-mon`; undefined for all else. */
export function parseWeekdays(text: string): readonly number[] | undefined {
  const [first = -1, last = first, ...more] = text.split('-').map((name) => weekdays.indexOf(name));
  if (first < 0 || last < 0 || more.length > 0) return undefined;
  const count = ((last - first + 7) % 7) + 1;
  return Array.from({ length: count }, (_, index) => (first + index) % 7);
}

/** Minutes after midnight of `08:00-22:00`, `20:00-02:00`, `00:00-24:00`; undefined for all else. */
export function parseSpan(text: string): { readonly from: number; readonly to: number } | undefined {
  const [, fromHour = '', fromMinute = '', toHour = '', toMinute = ''] =
    /^(\d\d):([0-5]\d)-(\d\d):([0-5]\d)$/.exec(text) ?? [];
  const from = Number(fromHour) * 60 + Number(fromMinute);
  const to = Number(toHour) * 60 + Number(toMinute);
  if (fromHour === '' || from >= minutesADay || to > minutesADay || from === to) return undefined;
  return { from, to: to < from ? to + minutesADay : to };
}

/** What was worked out last for some hours: it holds until they open or close, and each intercepted request asks. */
const recent = new WeakMap<OpeningHours, { readonly from: number; readonly opening: Opening }>();

/** Whether it is open at a moment, and until or from when. */
export function openingAt(hours: OpeningHours, at: number): Opening {
  const known = recent.get(hours);
  if (known && known.from <= at && at < changeOf(known.opening)) return known.opening;
  const opening = workOutOpening(hours, at);
  recent.set(hours, { from: at, opening });
  return opening;
}

const changeOf = (opening: Opening) =>
  opening.isOpen ? (opening.closesAt ?? Number.POSITIVE_INFINITY) : opening.opensAt;

function workOutOpening({ spans, timeZone }: OpeningHours, at: number): Opening {
  const today = localDateAt(at, timeZone);
  // From yesterday on for two weeks: a span of one week may be none.
  const dates = Array.from({ length: 16 }, (_, index) => daysAfter(today, index - 1));
  const openings = dates
    .flatMap((date) =>
      spans
        .filter(({ weekday }) => weekday === weekdayOf(date))
        .map(({ from, to }) => [momentOf(date, from, timeZone), momentOf(date, to, timeZone)] as const),
    )
    .filter(([start, end]) => start < end) // else the clock is put forward over all of it
    .sort(([a], [b]) => a - b);
  const horizon = momentOf(daysAfter(today, 8), 0, timeZone);
  let closesAt = at;
  for (const [start, end] of openings) if (start <= closesAt && end > closesAt) closesAt = end;
  if (closesAt >= horizon) return { isOpen: true };
  if (closesAt > at) return { isOpen: true, closesAt };
  const next = openings.find(([start]) => start > at);
  if (!next) throw new Error('opening hours have a span in every week');
  return { isOpen: false, opensAt: next[0] };
}
