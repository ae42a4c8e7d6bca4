import type { Client } from '../client/client.js';
import type { ZoneName } from '../client/zone-name.js';
import { type Admission, limitsFor, type Refusal, type Stay, stayWithin } from '../plan/limits.js';
import { needsAccount } from '../plan/plan.js';
import { accountKeyOf } from '../store/account.js';
import type { Authorisation } from '../store/authorisation.js';
import type { Gate } from './gate.js';
import { historyOf } from './history.js';

/** Why the plan of its zone would not let a client in now, whose visitor has given no name yet; undefined when it would. */
export function refusalNow(gate: Gate, client: Client): Refusal | undefined {
  const plan = gate.plans.get(client.zone);
  // Asked at each interception, and other plans refuse nobody.
  const admission = plan && (needsAccount(plan) || plan.hours) ? admissionNow(gate, client) : undefined;
  return admission?.kind === 'refuse' ? admission : undefined;
}

/** What that plan would grant such a client now; undefined in a zone that there is not. */
export function admissionNow(gate: Gate, client: Client): Admission | undefined {
  const plan = gate.plans.get(client.zone);
  if (!plan) return undefined;
  const key = needsAccount(plan) ? accountKeyOf(client) : undefined;
  return limitsFor(plan, historyOf(gate, key), gate.wallClock());
}

/** Whether logging in so once more would let a client be online longer: not where closing hour, or what is left, ends it. */
export function wouldExtend(gate: Gate, session: Authorisation): boolean {
  const admission = admissionNow(gate, session);
  if (admission?.kind !== 'admit') return false;
  const { lastsMs, limits } = admission;
  const endsAt = gate.clock() + lastsMs;
  // Ends that are given by the wall's clock are the same to some milliseconds.
  return limits.endsBy === undefined ? endsAt >= session.endsAt : endsAt >= session.endsAt + 1_000;
}

/** Why a zone lets nobody in now, whatever he has or has used; undefined while it is open. */
export function closedNow(gate: Gate, zone: ZoneName): Refusal | undefined {
  const stay = stayIn(gate, zone);
  return stay.kind === 'refuse' ? stay : undefined;
}

/** When the zone closes in which a session is that was made in another one; undefined where it stays as long as it lasts. */
export function closingOf(gate: Gate, { zone, home }: Authorisation): number | undefined {
  if (home === undefined) return undefined;
  const stay = stayIn(gate, zone);
  const lastsMs = stay.kind === 'refuse' ? 0 : stay.lastsMs;
  return lastsMs === undefined ? undefined : gate.clock() + lastsMs;
}

function stayIn({ plans, wallClock }: Gate, zone: ZoneName): Stay | Refusal {
  const plan = plans.get(zone);
  return plan ? stayWithin(plan, wallClock()) : { kind: 'stay' };
}
