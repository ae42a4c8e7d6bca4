import { z } from 'zod';
import type { ZoneName } from '../../client/zone-name.js';
import { section, whole } from '../../config/fields.js';
import type { SettingsFields } from '../../config/method-section.js';
import type { PlanName } from '../../plan/plan.js';

/** Whether visitors may ask for accounts themselves. */
export interface Registration {
  readonly zones: readonly ZoneName[];
  /** Of the accounts; absent: the zone's. */
  readonly plan?: PlanName;
  /** So many requests may wait for an operator at once. */
  readonly waiting: number;
}

export interface PasswordSettings {
  readonly registration?: Registration;
}

export function settings({ plan, zone }: SettingsFields): z.ZodType<PasswordSettings | undefined> {
  const registration = section({
    zones: z.array(zone, 'a list of zones').min(1, 'at least one zone'),
    plan: plan.exactOptional(),
    waiting: whole(1, 1_000).default(50),
  });
  return section({ registration: registration.exactOptional() }).optional();
}
