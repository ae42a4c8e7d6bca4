import { fastestBitsPerSecond, mostBytes, slowestBitsPerSecond } from '../../config/units.js';
import type { Plan } from '../../plan/plan.js';
import { present } from '../../system/present.js';
import type { Attributes } from './attributes.js';

/** What an Access-Accept grants, beside the zone's plan. */
interface Acceptance {
  readonly plan: Plan;
  /** Session-Timeout: the session's, where the zone's data and time are for longer. */
  readonly lastsSeconds?: number;
  /** ChilliSpot-Max-Input- and -Output-Octets: of one direction, which the plan cannot say. */
  readonly inputBytes?: number;
  readonly outputBytes?: number;
}

/** A day short of what a plan of the configuration may have at most. */
const longestSeconds = 365 * 86_400;
const gigaword = 2 ** 32;

/**
 * The zone's plan with what the server says in the place of what the zone says. 0 says nothing, as in CoovaChilli. What
 * the server leaves of the data counts from this login: how much there was before, the server knows. The zone's own data and
 * time do not begin anew by a session that the server makes short.
 */
export function acceptanceOf(attributes: Attributes, zone: Plan): Acceptance {
  const inputBytes = octetsOf(attributes, 'Input');
  const outputBytes = octetsOf(attributes, 'Output');
  const dataBytes = leastOf(octetsOf(attributes, 'Total'), sumOf(inputBytes, outputBytes));
  const { name: _, ...rest } = zone;
  const { durationSeconds: lastsSeconds, ...changes } = changesOf(attributes);
  return {
    plan: {
      ...rest,
      ...changes,
      durationSeconds: Math.max(zone.durationSeconds, lastsSeconds ?? 0),
      ...(dataBytes === undefined ? {} : { dataBytes, dataIsPerLogin: true }),
    },
    ...present({ lastsSeconds, inputBytes, outputBytes }),
  };
}

/** Times and rates: what can also change while the session lasts. */
export type Changes = Partial<
  Pick<Plan, 'durationSeconds' | 'idleSeconds' | 'uploadBitsPerSecond' | 'downloadBitsPerSecond'>
>;

export function changesOf(attributes: Attributes): Changes {
  const seconds = (name: string) => within(attributes.number(name), 1, longestSeconds);
  const rate = (name: string) => within(attributes.number(name), slowestBitsPerSecond, fastestBitsPerSecond);
  const changes = {
    durationSeconds: seconds('Session-Timeout'),
    idleSeconds: seconds('Idle-Timeout'),
    uploadBitsPerSecond: rate('WISPr-Bandwidth-Max-Up'),
    downloadBitsPerSecond: rate('WISPr-Bandwidth-Max-Down'),
  };
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
}

function within(value: number | undefined, least: number, most: number): number | undefined {
  return value ? Math.min(Math.max(value, least), most) : undefined;
}

/** Octets are counted modulo 2^32, and Gigawords count how often they went round. */
function octetsOf(attributes: Attributes, what: 'Input' | 'Output' | 'Total'): number | undefined {
  const octets = attributes.number(`ChilliSpot-Max-${what}-Octets`) ?? 0;
  const gigawords = attributes.number(`ChilliSpot-Max-${what}-Gigawords`) ?? 0;
  const bytes = gigawords * gigaword + octets;
  return bytes > 0 ? Math.min(bytes, mostBytes) : undefined; // servers say 2^63 for "unlimited"
}

/** Where both directions are limited, more than both together never passes: that much the kernel can see to. */
const sumOf = (a: number | undefined, b: number | undefined) =>
  a === undefined || b === undefined ? undefined : a + b;

const leastOf = (a: number | undefined, b: number | undefined) =>
  a === undefined || b === undefined ? (a ?? b) : Math.min(a, b);
