import { present } from '../system/present.js';
import { dayAt } from './day.js';
import type { TimeZone } from './local-time.js';
import { openingAt } from './opening-hours.js';
import { type Plan, type Rates, ratesOf, timeZoneOf } from './plan.js';

/** The parts of a plan that end an authorisation, beside its duration and idle time. */
export const planLimits = ['data', 'time', 'daily-data', 'daily-time', 'day', 'hours'] as const;
export type PlanLimit = (typeof planLimits)[number];

/** What bounds one authorisation beside its end. */
export interface Limits extends Rates {
  /** Ends the authorisation after so long without traffic. */
  readonly idleSeconds?: number;
  /** What its end in time comes from, where that is not the plan's duration. */
  readonly endsBy?: 'time' | 'daily-time' | 'day' | 'hours';
}

/** Data that an account may use; all its authorisations share it. */
export interface Quota {
  /** The account's total at which it is spent. */
  readonly endsAtBytes: number;
  readonly by: 'data' | 'daily-data';
}

/** What was used before some moment, and when that was. Its time is that of the clock on the wall. */
interface Mark {
  readonly startedAt: number;
  /** The account's totals at that moment. */
  readonly bytes: number;
  readonly seconds: number;
  /** Until when it counts, whatever plan comes meanwhile; absent from what was written by earlier versions. */
  readonly endsAt?: number;
}

/** What an account has used up to now, and where its running periods began. */
export interface History {
  readonly bytes: number;
  /** Online with whatever device, each second once. */
  readonly seconds: number;
  /** The first login whose data is not over; `data` counts from here. */
  readonly pass?: Mark;
  readonly day?: Mark;
  /** Days that plans of before count by, and that are not over. */
  readonly otherDays?: readonly Mark[];
}

export const noHistory: History = { bytes: 0, seconds: 0 };

/** What an account goes by from a login on. */
export interface Budget {
  readonly pass: Mark;
  readonly day?: Mark;
  readonly otherDays?: readonly Mark[];
  readonly quota?: Quota;
  /** Until when somebody must remember what was used. */
  readonly matterUntil: number;
}

export type Admission =
  | {
      readonly kind: 'admit';
      readonly lastsMs: number;
      readonly limits: Limits;
      readonly budget: Budget;
    }
  | Refusal;

export interface Refusal {
  readonly kind: 'refuse';
  readonly limit: Exclude<PlanLimit, 'day'> | 'devices';
  /** When it is worth trying again, as the wall's clock counts. */
  readonly againAt?: number;
  /** Whose clocks the visitor sees; absent: the machine's. */
  readonly timeZone?: TimeZone;
}

/** How long a session may stay where a plan's hours hold, whatever plan it was made under; absent: as long as it lasts. */
export interface Stay {
  readonly kind: 'stay';
  readonly lastsMs?: number;
}

export function stayWithin(plan: Plan, wall: number): Stay | Refusal {
  const { hours } = plan;
  if (!hours) return { kind: 'stay' };
  const opening = openingAt(hours, wall);
  if (!opening.isOpen) return refuse(plan, 'hours', opening.opensAt);
  return { kind: 'stay', ...(opening.closesAt === undefined ? {} : { lastsMs: opening.closesAt - wall }) };
}

/** `againAt` is on the wall's clock. */
export const refuse = (plan: Plan, limit: Refusal['limit'], againAt: number): Refusal => ({
  kind: 'refuse',
  limit,
  againAt,
  ...present({ timeZone: timeZoneOf(plan) }),
});

/**
 * The only place that turns a plan into the limits of an authorisation. `wall` is the time on the wall's clock, epoch
 * milliseconds: days and opening hours are people's. What comes out is a length of time, which no change of that clock
 * touches. `lastsSeconds` is what somebody gives in the place of the plan's duration: the session's, not that of its data.
 */
export function limitsFor(
  plan: Plan,
  history: History,
  wall: number,
  lastsSeconds = plan.durationSeconds,
): Admission {
  const { daily, dataBytes, timeSeconds, idleSeconds } = plan;
  const durationMs = plan.durationSeconds * 1000;
  const here: Mark = { startedAt: wall, bytes: history.bytes, seconds: history.seconds };
  const endings: Ending[] = [{ at: wall + lastsSeconds * 1000 }];
  const quotas: Quota[] = [];

  const stay = stayWithin(plan, wall);
  if (stay.kind === 'refuse') return stay;
  if (stay.lastsMs !== undefined) endings.push({ at: wall + stay.lastsMs, by: 'hours' });

  const pass = passOf(history, here, durationMs);
  if (dataBytes !== undefined) {
    const endsAtBytes = (plan.dataIsPerLogin ? here : pass).bytes + dataBytes;
    if (history.bytes >= endsAtBytes) return refuse(plan, 'data', pass.endsAt);
    quotas.push({ endsAtBytes, by: 'data' });
  }

  if (timeSeconds !== undefined) {
    const leftMs = (timeSeconds - (history.seconds - pass.seconds)) * 1000;
    if (leftMs < 1000) return refuse(plan, 'time', pass.endsAt);
    endings.push({ at: wall + leftMs, by: 'time' });
  }

  const today = daily && dayAt(daily.day, wall);
  const days = [history.day, ...(history.otherDays ?? [])].filter((each) => each !== undefined);
  const day = today && (days.find(({ startedAt }) => startedAt === today.startedAt) ?? { ...here, ...today });
  const otherDays = days.filter((each) => each !== day && wall < (each.endsAt ?? wall));
  if (daily && today && day) {
    endings.push({ at: today.endsAt, by: 'day' });
    if (daily.seconds !== undefined) {
      const leftMs = (daily.seconds - (history.seconds - day.seconds)) * 1000;
      if (leftMs < 1000) return refuse(plan, 'daily-time', today.endsAt);
      endings.push({ at: wall + leftMs, by: 'daily-time' });
    }
    if (daily.bytes !== undefined) {
      const endsAtBytes = day.bytes + daily.bytes;
      if (history.bytes >= endsAtBytes) return refuse(plan, 'daily-data', today.endsAt);
      quotas.push({ endsAtBytes, by: 'daily-data' });
    }
  }

  const end = endings.reduce((first, each) => (each.at < first.at ? each : first));
  const [quota] = quotas.sort((a, b) => a.endsAtBytes - b.endsAtBytes);
  return {
    kind: 'admit',
    lastsMs: end.at - wall,
    limits: {
      ...ratesOf(plan),
      ...present({ idleSeconds, endsBy: end.by }),
    },
    budget: {
      pass,
      ...present({ day, quota }),
      ...(otherDays.length > 0 ? { otherDays } : {}),
      matterUntil: Math.max(pass.endsAt, today?.endsAt ?? 0, ...otherDays.map(({ endsAt = 0 }) => endsAt)),
    },
  };
}

interface Ending {
  readonly at: number;
  readonly by?: NonNullable<Limits['endsBy']>;
}

/** The pass that runs, which a plan that lasts longer makes longer and none makes shorter; else one that begins here. */
function passOf({ pass }: History, here: Mark, durationMs: number): Required<Mark> {
  const endOf = ({ startedAt, endsAt = 0 }: Mark) => Math.max(endsAt, startedAt + durationMs);
  const running = pass && here.startedAt < endOf(pass) ? pass : here;
  return { ...running, endsAt: endOf(running) };
}
