/** What a clock on a wall of some time zone shows. */
interface LocalDate {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
}

declare const brand: unique symbol;

/** A name of the time zone database such as `Europe/Berlin`; made by `parseTimeZone` only. */
export type TimeZone = string & { readonly [brand]: 'TimeZone' };

export const timeZoneForm = 'the name of a time zone such as Europe/Berlin or UTC';

export function parseTimeZone(text: string): TimeZone | undefined {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone as TimeZone;
  } catch {
    return undefined; // a RangeError is how Intl says that it knows no such zone
  }
}

/** The machine's own. */
export const ownTimeZone = () => new Intl.DateTimeFormat().resolvedOptions().timeZone as TimeZone;

/** The date in the zone at a moment, epoch milliseconds. */
export function localDateAt(at: number, timeZone: TimeZone): LocalDate {
  const shown = new Date(at + offsetAt(at, timeZone));
  return { year: shown.getUTCFullYear(), month: shown.getUTCMonth() + 1, day: shown.getUTCDate() };
}

/**
 * The moment at which clocks of the zone show so many minutes after midnight of the date, epoch milliseconds; a time that
 * a change to summer time leaves out is the one an hour later, and one that comes twice the first.
 */
export function momentOf({ year, month, day }: LocalDate, minutes: number, timeZone: TimeZone): number {
  const shown = Date.UTC(year, month - 1, day, 0, minutes);
  const candidates = [shown - dayMs, shown + dayMs].map((near) => shown - offsetAt(near, timeZone));
  const right = candidates.filter((at) => at + offsetAt(at, timeZone) === shown);
  return right.length > 0 ? Math.min(...right) : Math.max(...candidates);
}

/** The date so many days later. */
export function daysAfter({ year, month, day }: LocalDate, days: number): LocalDate {
  const then = new Date(Date.UTC(year, month - 1, day + days));
  return { year: then.getUTCFullYear(), month: then.getUTCMonth() + 1, day: then.getUTCDate() };
}

/** 0 is Monday. */
export const weekdayOf = ({ year, month, day }: LocalDate) =>
  (new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 6) % 7;

const dayMs = 86_400_000;
const formats = new Map<TimeZone, Intl.DateTimeFormat>();

/** What the zone's clocks are ahead of UTC. */
function offsetAt(at: number, timeZone: TimeZone): number {
  let format = formats.get(timeZone);
  if (!format) {
    const numeric = 'numeric';
    format = new Intl.DateTimeFormat('en', {
      timeZone,
      hourCycle: 'h23',
      year: numeric,
      month: numeric,
      day: numeric,
      hour: numeric,
      minute: numeric,
      second: numeric,
    });
    formats.set(timeZone, format);
  }
  const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
  const shown = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  );
  return shown - Math.floor(at / 1000) * 1000;
}
