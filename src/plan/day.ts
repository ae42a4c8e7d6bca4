import { daysAfter, localDateAt, momentOf, type TimeZone } from './local-time.js';

/** When a day begins: a full hour of a time zone. */
export interface Day {
  readonly beginsAtHour: number;
  readonly timeZone: TimeZone;
}

/** The day in which a moment lies; all of them epoch milliseconds. */
export function dayAt(
  { beginsAtHour, timeZone }: Day,
  at: number,
): { readonly startedAt: number; readonly endsAt: number } {
  const date = localDateAt(at, timeZone);
  const beginning = (days: number) => momentOf(daysAfter(date, days), beginsAtHour * 60, timeZone);
  return at < beginning(0)
    ? { startedAt: beginning(-1), endsAt: beginning(0) }
    : { startedAt: beginning(0), endsAt: beginning(1) };
}
