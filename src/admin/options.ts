import type { Gate } from '../access/gate.js';
import type { Neighbours } from '../client/neighbours.js';
import type { ZoneName } from '../client/zone-name.js';
import type { Plan, PlanName } from '../plan/plan.js';
import type { Log } from '../system/log.js';
import type { RandomBytes } from '../system/random.js';

export interface AdminOptions {
  readonly gate: Gate;
  readonly neighbours: Neighbours;
  readonly zones: readonly {
    readonly name: ZoneName;
    readonly interface: string;
  }[];
  readonly plans: Readonly<Record<PlanName, Plan>>;
  readonly portalUrl: string;
  readonly firewall: string;
  readonly startedAt: number;
  readonly log: Log;
  readonly random: RandomBytes;
}
