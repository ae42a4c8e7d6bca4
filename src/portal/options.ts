import type { Gate } from '../access/gate.js';
import type { Guesses } from '../access/guesses.js';
import type { MoveCodes } from '../access/move-codes.js';
import { wouldExtend } from '../access/refusal.js';
import type { DeviceNames } from '../client/device-name.js';
import type { IdentifyPeer } from '../client/identify.js';
import type { ZoneName } from '../client/zone-name.js';
import type { ErrorPageOptions } from '../http/error-pages.js';
import type { Way } from '../login/method.js';
import type { TextByLanguage } from '../look/text-by-language.js';
import type { Plan } from '../plan/plan.js';
import type { Authorisation } from '../store/authorisation.js';
import type { FormTokens } from './form-token.js';

/** What the portal needs to know of a zone. */
export interface PortalZone {
  /** In the order in which they are offered. */
  readonly ways: readonly Way[];
  readonly deviceNames?: DeviceNames;
  /** The operator's terms; absent: the language's own. */
  readonly terms?: TextByLanguage;
}

export interface PortalOptions extends ErrorPageOptions {
  readonly identify: IdentifyPeer;
  readonly gate: Gate;
  readonly tokens: FormTokens;
  readonly codes: MoveCodes;
  readonly guesses: Guesses;
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

/** The zone's way in of that name. */
export function wayOf({ ways }: PortalZone, name: string | undefined): Way | undefined {
  return ways.find(({ method }) => method.name === name);
}

/** Whether a client that is authorised may begin its time anew by itself. */
export function canExtend(options: PortalOptions, session: Authorisation): boolean {
  const way = wayOf(zoneOf(options, session.zone), session.method);
  return way?.method.canExtend === true && wouldExtend(options.gate, session);
}
