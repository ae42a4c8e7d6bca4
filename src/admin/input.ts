import type { Context } from 'koa';
import { z } from 'zod';
import { type MacAddress, parseMacAddress } from '../client/mac-address.js';
import { parseZoneName, type ZoneName } from '../client/zone-name.js';
import { PortalError } from '../errors.js';
import { readBody } from '../http/body.js';
import type { Plan, PlanName } from '../plan/plan.js';

/** The MAC of a path such as `/list-entries/:mac`; throws `bad-request`. */
export function macIn(text: string | undefined): MacAddress {
  const mac = parseMacAddress(text ?? '');
  if (!mac)
    throw new PortalError('bad-request', {
      detail: `"${text}" is not a MAC address of a device; allowed: aa:bb:cc:dd:ee:ff, AA-BB-CC-DD-EE-FF or aabb.ccdd.eeff`,
    });
  return mac;
}

/** A zone that the configuration has, or undefined when none is named; throws `bad-request`. */
export function zoneIn(text: unknown, zones: readonly ZoneName[]): ZoneName | undefined {
  if (text === undefined) return undefined;
  const zone = parseZoneName(String(text));
  if (!zone || !zones.includes(zone))
    throw new PortalError('bad-request', {
      detail: `there is no zone "${text}"; allowed: ${zones.join(', ')}`,
    });
  return zone;
}

/** A plan of the configuration, or undefined when none is named; throws `bad-request`. */
export function planIn(text: string | undefined, plans: Readonly<Record<PlanName, Plan>>): Plan | undefined {
  if (text === undefined) return undefined;
  const plan = Object.hasOwn(plans, text) ? plans[text as PlanName] : undefined;
  if (!plan)
    throw new PortalError('bad-request', {
      detail: `there is no plan "${text}"; allowed: ${Object.keys(plans).join(', ') || 'none'}`,
    });
  return plan;
}

/** A request's JSON body; throws `bad-request` that names each wrong field. */
export async function bodyOf<T>(ctx: Context, schema: z.ZodType<T>): Promise<T> {
  let json: unknown;
  try {
    json = JSON.parse((await readBody(ctx.req)) || '{}');
  } catch (cause) {
    if (cause instanceof PortalError) throw cause;
    throw new PortalError('bad-request', { detail: 'the body is not JSON', cause });
  }
  const body = schema.safeParse(json);
  if (body.success) return body.data;
  throw new PortalError('bad-request', { detail: z.prettifyError(body.error) });
}

export const durationSeconds = z
  .number()
  .int()
  .min(1)
  .max(366 * 86_400);
