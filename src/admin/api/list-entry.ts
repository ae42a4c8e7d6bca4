import { z } from 'zod';
import type { MacAddress } from '../../client/mac-address.js';
import { ratesOf } from '../../plan/plan.js';
import { type ListEntry, listKinds } from '../../store/list-entry.js';
import { present } from '../../system/present.js';
import type { Caller } from '../caller.js';
import {
  durationSeconds,
  endIn,
  isoTime,
  macAnswer,
  noteGiven,
  planIn,
  planName,
  time,
  timeGiven,
  timeOrNull,
  zoneIn,
  zoneName,
} from '../fields.js';
import type { AdminOptions } from '../options.js';
import { invalid, Refusal } from '../refusal.js';

/** What an operator says of a device on a list. */
export const entryFields = {
  kind: z.enum(listKinds),
  zone: zoneName.exactOptional(),
  plan: planName.exactOptional().meta({ description: 'Whose rates an allowed device has.' }),
  durationSeconds: durationSeconds.exactOptional(),
  endsAt: timeGiven.exactOptional(),
  note: noteGiven.default(''),
};

interface EntryBody {
  readonly kind: ListEntry['kind'];
  readonly zone?: string;
  readonly plan?: string;
  readonly durationSeconds?: number;
  readonly endsAt?: number;
  readonly note: string;
}

export const entryAnswer = z
  .strictObject({
    mac: macAnswer,
    zone: zoneName.nullable().meta({ description: 'Null: all zones.' }),
    kind: z.enum(listKinds),
    plan: planName.nullable(),
    note: z.string(),
    by: z.string(),
    at: time,
    endsAt: timeOrNull,
  })
  .meta({ id: 'ListEntry' });

/** The entry that a body stands for; throws a Refusal that says where the fault is, `at` being the body's place. */
export function entryOf(
  { gate, plans }: AdminOptions,
  mac: MacAddress,
  body: EntryBody,
  by: string,
  at = '#',
): ListEntry {
  const { kind, note } = body;
  const now = gate.clock();
  const zone = zoneIn(body.zone, gate.zones, { pointer: `${at}/zone` });
  const plan = planIn(body.plan, plans, { pointer: `${at}/plan` });
  if (plan && kind === 'deny')
    throw invalid([{ pointer: `${at}/plan`, detail: 'a denied device has no plan' }]);
  const endsAt = endIn(body, now, at);
  return {
    mac,
    kind,
    ...(plan?.name === undefined ? {} : { plan: plan.name, limits: ratesOf(plan) }),
    note,
    by,
    at: now,
    ...present({ zone, endsAt }),
  };
}

/** Who may only allow neither denies nor undoes a denial. */
export function checkMayChange(
  { scopes }: Caller,
  ...entries: readonly (Pick<ListEntry, 'kind'> | undefined)[]
): void {
  for (const entry of entries)
    if (entry && !scopes.has(`${entry.kind}:write`))
      throw new Refusal('forbidden', `that needs the scope ${entry.kind}:write`);
}

/** Whether putting it changes nothing but who did, and when. */
export function saysTheSame(before: ListEntry | undefined, entry: ListEntry): boolean {
  const said = ({ kind, plan, note, endsAt, limits }: ListEntry) =>
    JSON.stringify([kind, plan, note, endsAt, limits?.uploadBitsPerSecond, limits?.downloadBitsPerSecond]);
  return before !== undefined && said(before) === said(entry);
}

export function entryJson({ mac, zone, kind, plan, note, by, at, endsAt }: ListEntry) {
  return {
    mac,
    zone: zone ?? null,
    kind,
    plan: plan ?? null,
    note,
    by,
    at: isoTime(at),
    endsAt: isoTime(endsAt),
  };
}
