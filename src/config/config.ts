import type { IpAddress } from '../client/ip-address.js';
import type { MacAddress } from '../client/mac-address.js';
import type { ZoneName } from '../client/zone-name.js';
import type { Plan, PlanName } from '../plan/plan.js';
import type { ConfigFile } from './schema.js';

/** One network of guests. Durations are seconds. */
export type ZoneConfig = Omit<ConfigFile['zones'][ZoneName], 'name' | 'plan' | 'session'> & {
  readonly name: ZoneName;
  /** What visitors read as the network's name. */
  readonly title: string;
  /** The plan that the zone names, or what its `session` makes. */
  readonly plan: Plan;
  /** Addresses whose MAC the kernel need not be asked for. */
  readonly neighbours: Readonly<Record<IpAddress, MacAddress>>;
};

/** The whole configuration, checked and frozen. */
export type Config = Omit<ConfigFile, 'zones' | 'plans'> & {
  readonly plans: Readonly<Record<PlanName, Plan>>;
  /** The settings of each login method, by its name, as it understands them. */
  readonly methods: Readonly<Record<string, unknown>>;
  readonly zones: readonly ZoneConfig[];
  /** What the file says, in YAML, without secrets and comments. */
  readonly text: string;
};
