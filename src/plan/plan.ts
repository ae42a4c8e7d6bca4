import type { Day } from './day.js';
import type { TimeZone } from './local-time.js';
import type { OpeningHours } from './opening-hours.js';

declare const brand: unique symbol;

/** Names a plan of the configuration. */
export type PlanName = string & { readonly [brand]: 'PlanName' };

export const planNameForm = 'a plan name of 1 to 30 small letters, digits and -, beginning with a letter';

export function parsePlanName(text: string): PlanName | undefined {
  return /^[a-z][a-z0-9-]{0,29}$/.test(text) ? (text as PlanName) : undefined;
}

/** What happens to the device that is one too many. */
export const whenFullChoices = ['refuse', 'end-oldest'] as const;

/** Of each direction; where one is missing it is as fast as it can. */
export interface Rates {
  readonly uploadBitsPerSecond?: number;
  readonly downloadBitsPerSecond?: number;
}

/** What may be used from one beginning of the day to the next. */
interface DailyBudget {
  readonly seconds?: number;
  readonly bytes?: number;
  readonly day: Day;
}

/** What a login is worth. Whatever is missing is not limited. */
export interface Plan extends Rates {
  /** Absent where the zone's own `session` is the plan. */
  readonly name?: PlanName;
  readonly durationSeconds: number;
  readonly idleSeconds?: number;
  /** Up and down together, for all logins and devices of an account within one duration. */
  readonly dataBytes?: number;
  /** Of no effect is what was used before the login: the account is kept elsewhere, as by a RADIUS server. */
  readonly dataIsPerLogin?: true;
  /** Online, for all logins and devices of an account within one duration. */
  readonly timeSeconds?: number;
  /** Of one user at once. */
  readonly devices?: number;
  readonly whenFull?: (typeof whenFullChoices)[number];
  readonly daily?: DailyBudget;
  readonly hours?: OpeningHours;
  /** Of the times that visitors are told, where it is not the machine's. */
  readonly timeZone?: TimeZone;
}

/** Whether it has limits that outlast a login, so that somebody must remember what was used. */
export function needsAccount({ dataBytes, timeSeconds, daily, devices }: Plan): boolean {
  return [dataBytes, timeSeconds, daily, devices].some((limit) => limit !== undefined);
}

/** Whose clocks its visitors see; undefined: the machine's. */
export const timeZoneOf = ({ timeZone, daily, hours }: Plan): TimeZone | undefined =>
  timeZone ?? hours?.timeZone ?? daily?.day.timeZone;

export function ratesOf({ uploadBitsPerSecond, downloadBitsPerSecond }: Rates): Rates {
  if (uploadBitsPerSecond === undefined)
    return downloadBitsPerSecond === undefined ? {} : { downloadBitsPerSecond };
  return downloadBitsPerSecond === undefined
    ? { uploadBitsPerSecond }
    : { uploadBitsPerSecond, downloadBitsPerSecond };
}
