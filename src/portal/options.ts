import type { Gate } from '../access/gate.js';
import type { MoveCodes } from '../access/move-codes.js';
import type { DeviceNames } from '../client/device-name.js';
import type { Identify } from '../client/identify.js';
import type { ZoneName } from '../client/zone-name.js';
import type { ErrorPageOptions } from '../http/error-pages.js';
import type { LoginMethod } from '../login/method.js';
import type { Plan } from '../plan/plan.js';
import type { FormTokens } from './form-token.js';

/** What the portal needs to know of a zone. */
export interface PortalZone {
  readonly login: LoginMethod;
  readonly deviceNames?: DeviceNames;
  /** The operator's terms, for all languages or by language tag; absent: the language's own. */
  readonly terms?: string | Readonly<Record<string, string>>;
}

export interface PortalOptions extends ErrorPageOptions {
  readonly identify: Identify;
  readonly gate: Gate;
  readonly tokens: FormTokens;
  readonly codes: MoveCodes;
  readonly zones: ReadonlyMap<ZoneName, PortalZone>;
  /** The login server's own URL, which ends with a slash. */
  readonly url: string;
  readonly venueInfoUrl?: string;
}

/** The plan of a zone. */
export function planOf({ gate }: PortalOptions, name: ZoneName): Plan {
  const plan = gate.plans.get(name);
  if (!plan) throw new Error(`there is no zone ${name}`);
  return plan;
}

/** A client's zone. `identify` knows only the zones of the configuration. */
export function zoneOf(options: PortalOptions, name: ZoneName): PortalZone {
  const zone = options.zones.get(name);
  if (!zone) throw new Error(`there is no zone ${name}`);
  return zone;
}
