import type { Client } from '../client/client.js';
import type { ZoneName } from '../client/zone-name.js';
import { limitsFor, noHistory, type Refusal } from '../plan/limits.js';
import { needsAccount } from '../plan/plan.js';
import { accountKeyOf } from '../store/account.js';
import type { Gate } from './gate.js';
import { historyOf } from './history.js';

/** Why the plan of its zone would not let a client in now, whose visitor has given no name yet; undefined when it would. */
export function refusalNow(gate: Gate, client: Client): Refusal | undefined {
  const plan = gate.plans.get(client.zone);
  if (!plan) return undefined;
  const key = needsAccount(plan) ? accountKeyOf(client) : undefined;
  const admission = limitsFor(plan, historyOf(gate, key), gate.wallClock());
  return admission.kind === 'refuse' ? admission : undefined;
}

/** Why a zone lets nobody in now, whatever he has or has used; undefined while it is open. */
export function closedNow({ plans, wallClock }: Gate, zone: ZoneName): Refusal | undefined {
  const plan = plans.get(zone);
  const admission = plan && limitsFor(plan, noHistory, wallClock());
  return admission?.kind === 'refuse' ? admission : undefined;
}
