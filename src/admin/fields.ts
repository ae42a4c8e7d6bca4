import { z } from 'zod';
import { type MacAddress, parseMacAddress } from '../client/mac-address.js';
import { parseZoneName, type ZoneName } from '../client/zone-name.js';
import { type Plan, type PlanName, parsePlanName } from '../plan/plan.js';
import { type FieldFault, invalid } from './refusal.js';

const macForms = 'aa:bb:cc:dd:ee:ff, AA-BB-CC-DD-EE-FF or aabb.ccdd.eeff';

/** A device's MAC address in any of its forms. */
export const mac = z
  .string()
  .meta({ description: `A MAC address: ${macForms}.` })
  .transform((text, context): MacAddress => {
    const found = parseMacAddress(text);
    if (!found) context.addIssue(`"${text}" is not a MAC address of a device; allowed: ${macForms}`);
    return found ?? z.NEVER;
  });

/** As answers have it. */
export const macAnswer = z.string().meta({ description: 'Lower case with colons.' });

export const time = z.string().meta({ format: 'date-time', description: 'ISO 8601, UTC.' });
export const timeOrNull = time.nullable();
export const count = z.number().int().nonnegative();

/** A moment in a request, as epoch milliseconds. */
export const timeGiven = z.iso
  .datetime({ offset: true, error: 'allowed: a time such as 2030-05-17T12:00:00Z' })
  .meta({ description: 'ISO 8601.' })
  .transform((text) => Date.parse(text));

export const zoneName = z.string().meta({ description: 'The name of a zone of the configuration.' });
export const planName = z.string().meta({ description: 'The name of a plan of the configuration.' });

/** What operators write beside an entry, a user or a batch. */
export const noteGiven = z.string().max(200, 'allowed: at most 200 characters');

/** A number in a request; `number` is what makes one of a text, where it comes as one. */
export function wholeNumber(least: number, most: number, number: (error: string) => z.ZodNumber = z.number) {
  const error = `allowed: a whole number from ${least} to ${most}`;
  return number(error).int(error).min(least, error).max(most, error);
}

export const durationSeconds = wholeNumber(1, 366 * 86_400);

/** What takes one device, and perhaps a zone. */
export const ofDevice = z.strictObject({ mac });
export const inZone = z.strictObject({ zone: zoneName.exactOptional() });

type At = Pick<FieldFault, 'pointer' | 'parameter'>;

/** A zone that the configuration has, or undefined when none is named; throws a Refusal. */
export function zoneIn(text: string | undefined, zones: readonly ZoneName[], at: At): ZoneName | undefined {
  if (text === undefined) return undefined;
  const zone = parseZoneName(text);
  if (zone && zones.includes(zone)) return zone;
  throw invalid([{ ...at, detail: `there is no zone "${text}"; allowed: ${zones.join(', ')}` }]);
}

/** A plan of the configuration, or undefined when none is named; throws a Refusal. */
export function planIn(
  text: string | undefined,
  plans: Readonly<Record<PlanName, Plan>>,
  at: At,
): Plan | undefined {
  if (text === undefined) return undefined;
  const name = parsePlanName(text);
  const plan = name && Object.hasOwn(plans, name) ? plans[name] : undefined;
  if (plan) return plan;
  const allowed = Object.keys(plans).join(', ') || 'none';
  throw invalid([{ ...at, detail: `there is no plan "${text}"; allowed: ${allowed}` }]);
}

/** Null where there is none. */
export function isoTime(at: number): string;
export function isoTime(at: number | undefined): string | null;
export function isoTime(at: number | undefined): string | null {
  return at === undefined ? null : new Date(at).toISOString();
}

interface EndGiven {
  readonly durationSeconds?: number;
  readonly endsAt?: number;
}

/**
 * When what begins now ends, by the one or the other of a body, epoch milliseconds; undefined where neither is given.
 * `at` is the body's place. Throws a Refusal for both, and for an end that has passed.
 */
export function endIn(
  { durationSeconds: seconds, endsAt }: EndGiven,
  now: number,
  at = '#',
): number | undefined {
  if (seconds !== undefined && endsAt !== undefined)
    throw invalid([{ pointer: `${at}/endsAt`, detail: 'either this or durationSeconds' }]);
  if (endsAt !== undefined && endsAt <= now)
    throw invalid([{ pointer: `${at}/endsAt`, detail: 'that is over' }]);
  return seconds === undefined ? endsAt : now + seconds * 1000;
}
