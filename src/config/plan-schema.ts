import { z } from 'zod';
import type { Day } from '../plan/day.js';
import { ownTimeZone, parseTimeZone, timeZoneForm } from '../plan/local-time.js';
import { type OpeningSpan, parseSpan, parseWeekdays, spanForm, weekdaysForm } from '../plan/opening-hours.js';
import { type Plan, type PlanName, whenFullChoices } from '../plan/plan.js';
import { byName, duration, isMapping, parsed, section, whole } from './fields.js';
import { parseRate, parseSize, rateForm, sizeForm } from './units.js';

const usualDurationSeconds = 8 * 3600;

const size = parsed(parseSize, sizeForm);
const rate = parsed(parseRate, rateForm);
const span = parsed(parseSpan, spanForm);
const spansForm = `${spanForm}, or a list of such`;
const spans = z.union([span.transform((one) => [one]), z.array(span).min(1, spansForm)], {
  error: spansForm,
});
const hours = byName((days) => parseWeekdays(days) && days, weekdaysForm, spans, 'times by weekday').refine(
  (days) => Object.keys(days).length > 0,
  'at least one weekday',
);

/** A section of `plans`. */
export const plan = section({
  duration: duration.default(usualDurationSeconds),
  idle: duration.exactOptional(),
  data: size.exactOptional(),
  time: duration.exactOptional(),
  upload: rate.exactOptional(),
  download: rate.exactOptional(),
  devices: whole(1, 1000, 'a number of devices').exactOptional(),
  'when-full': z.enum(whenFullChoices, whenFullChoices.join(' or ')).exactOptional(),
  daily: section({
    time: duration
      .refine((seconds) => seconds <= 86_400, 'a duration of a day at most, such as 2h')
      .exactOptional(),
    data: size.exactOptional(),
    begins: whole(0, 23, 'an hour').default(0),
  })
    .refine(({ time, data }) => time !== undefined || data !== undefined, 'time, data, or both')
    .exactOptional(),
  hours: hours.exactOptional(),
  'time-zone': parsed(parseTimeZone, timeZoneForm).exactOptional(),
}).superRefine(
  (each, context) => {
    if (each['when-full'] !== undefined && each.devices === undefined)
      context.addIssue({
        code: 'custom',
        path: ['when-full'],
        message: 'nothing, since the plan has no number of devices',
      });
  },
  { when: ({ value }) => isMapping(value) }, // beside the plan's other faults
);

type PlanSection = z.output<typeof plan>;

export function plansOf(sections: Readonly<Record<PlanName, PlanSection>>): Record<PlanName, Plan> {
  return Object.fromEntries(
    Object.entries(sections).map(([name, each]) => [name, planOf(name as PlanName, each)]),
  );
}

/** What a zone's own `session` is, as a plan without a name. */
export function planOfSession(session: { readonly duration?: number; readonly idle?: number } = {}): Plan {
  const { duration: durationSeconds = usualDurationSeconds, idle } = session;
  return { durationSeconds, ...given({ idleSeconds: idle }) };
}

function planOf(name: PlanName, each: PlanSection): Plan {
  const { duration: durationSeconds, daily, hours: week } = each;
  const timeZone = each['time-zone'] ?? ownTimeZone();
  const day: Day | undefined = daily && { beginsAtHour: daily.begins, timeZone };
  return {
    name,
    durationSeconds,
    ...given({
      idleSeconds: each.idle,
      dataBytes: each.data,
      timeSeconds: each.time,
      uploadBitsPerSecond: each.upload,
      downloadBitsPerSecond: each.download,
      devices: each.devices,
      whenFull: each['when-full'],
      daily: daily && day && { day, ...given({ seconds: daily.time, bytes: daily.data }) },
      hours: week && { spans: spansOf(week), timeZone },
      timeZone: each['time-zone'],
    }),
  };
}

function spansOf(week: NonNullable<PlanSection['hours']>): OpeningSpan[] {
  return Object.entries(week).flatMap(([days, times]) =>
    (parseWeekdays(days) ?? []).flatMap((weekday) => times.map((each) => ({ weekday, ...each }))),
  );
}

type Given<T> = { [Key in keyof T]?: Exclude<T[Key], undefined> };

/** Leaves out what is undefined. */
function given<T extends object>(values: T): Given<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Given<T>;
}

/** Keys of a plan that are of no effect with `firewall: none`; the plan may be faulty itself. */
export function limitsOnlyAFirewallSees(each: unknown): string[][] {
  const { daily, ...others } = (each ?? {}) as Record<string, unknown>;
  const keys = ['idle', 'data', 'upload', 'download'].filter((key) => others[key] !== undefined);
  const hasDailyData = typeof daily === 'object' && daily !== null && 'data' in daily;
  return [...keys.map((key) => [key]), ...(hasDailyData ? [['daily', 'data']] : [])];
}
