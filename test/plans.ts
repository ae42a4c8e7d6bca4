import assert from 'node:assert';
import { parseTimeZone, type TimeZone } from '../src/plan/local-time.js';
import { type PlanName, parsePlanName } from '../src/plan/plan.js';

export function planName(text: string): PlanName {
  const parsed = parsePlanName(text);
  assert(parsed, `${text} is a plan name`);
  return parsed;
}

export function timeZone(text: string): TimeZone {
  const parsed = parseTimeZone(text);
  assert(parsed, `${text} is a time zone`);
  return parsed;
}
