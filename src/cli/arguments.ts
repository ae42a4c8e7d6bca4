import { parseMacAddress } from '../client/mac-address.js';
import { durationForm, parseDuration } from '../config/units.js';
import { exit, OperatorError } from '../errors.js';
import { present } from '../system/present.js';
import type { Invocation } from './command.js';

/** The MAC that the command was given; usage error 2 when it is none. */
export const macArgument = ({ positionals: [text = ''] }: Invocation): string => macIn(text);

/** The MAC of an option such as `--mac M`. */
export function macOption(invocation: Invocation, name: string): string | undefined {
  const text = invocation.option(name);
  return text === undefined ? undefined : macIn(text);
}

function macIn(text: string): string {
  const mac = parseMacAddress(text);
  if (!mac)
    throw new OperatorError(
      `"${text}" is not the MAC address of a device; allowed: aa:bb:cc:dd:ee:ff, AA-BB-CC-DD-EE-FF or aabb.ccdd.eeff`,
      exit.usage,
    );
  return mac;
}

/** `--for 8h` as a member of a request body. */
export function durationOption(invocation: Invocation): { durationSeconds?: number } {
  return present({ durationSeconds: secondsOption(invocation, 'for') });
}

/** The seconds of an option such as `--for 8h`. */
export function secondsOption(invocation: Invocation, name: string): number | undefined {
  const text = invocation.option(name);
  if (text === undefined) return undefined;
  const seconds = parseDuration(text);
  if (seconds === undefined)
    throw new OperatorError(`--${name}: "${text}" is not ${durationForm}`, exit.usage);
  return seconds;
}

/** The moment of an option such as `--starts 2026-12-24` or `2026-12-24T18:00`, on this machine's clock. */
export function momentOption(invocation: Invocation, name: string): Date | undefined {
  const text = invocation.option(name);
  if (text === undefined) return undefined;
  const moment = momentOf(text);
  if (moment) return moment;
  throw new OperatorError(
    `--${name}: "${text}" is not a date such as 2026-12-24 or 2026-12-24T18:00`,
    exit.usage,
  );
}

/** `2026-12-24`, or with a time, to which a zone may belong; undefined for all else. */
function momentOf(text: string): Date | undefined {
  const [, date, time = '00:00', zone = ''] =
    /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(Z|[+-]\d\d:\d\d)?)?$/.exec(text) ?? [];
  // Date goes on to the next month where a day is none of its month's.
  if (new Date(`${date}T00:00Z`).getUTCDate() !== Number(date?.slice(-2))) return undefined;
  const moment = new Date(`${date}T${time}${zone}`);
  return Number.isNaN(moment.getTime()) ? undefined : moment;
}

/** `--zone Z` as a member of a request body. */
export function zoneOption(invocation: Invocation): { zone?: string } {
  return present({ zone: invocation.option('zone') });
}

/** `--plan P` as a member of a request body. */
export function planOption(invocation: Invocation): { plan?: string } {
  return present({ plan: invocation.option('plan') });
}

/** `--zone Z` as a query. */
export function zoneQuery(invocation: Invocation): string {
  const zone = invocation.option('zone');
  return zone === undefined ? '' : `?zone=${encodeURIComponent(zone)}`;
}

/** A time as ISO 8601; `14:05` is today's, and one without a zone is this machine's. */
export function timeOption(invocation: Invocation, name: string): string | undefined {
  const text = invocation.option(name);
  if (text === undefined) return undefined;
  const at = todayAt(text) ?? momentOf(text);
  if (at) return at.toISOString();
  throw new OperatorError(`--${name}: "${text}" is not a time such as 14:05 or 2026-11-21T14:05`, exit.usage);
}

function todayAt(text: string): Date | undefined {
  const [, hour, minute] = /^([01]?\d|2[0-3]):([0-5]\d)$/.exec(text) ?? [];
  if (hour === undefined) return undefined;
  const at = new Date();
  at.setHours(Number(hour), Number(minute), 0, 0);
  return at;
}

/** Throws a usage error where more than one of these was given. */
export function oneAtMost(invocation: Invocation, ...names: readonly string[]): void {
  const given = names.filter((name) => invocation.flag(name) || invocation.option(name) !== undefined);
  if (given.length > 1)
    throw new OperatorError(
      `found ${given.map((name) => `--${name}`).join(' and ')}, allowed: one of them`,
      exit.usage,
    );
}
