import { type Client, clientOf, keyOf } from '../client/client.js';
import { type Refusal, refuse } from '../plan/limits.js';
import type { Plan } from '../plan/plan.js';
import type { AccountKey } from '../store/account.js';
import { type Authorisation, isInForce } from '../store/authorisation.js';
import type { Gate } from './gate.js';
import { revoke } from './revoke.js';

/** Sees that a device more may be online on the account: gives why not, or ends the oldest, as the plan says. */
export async function makePlace(
  gate: Gate,
  client: Client,
  key: AccountKey,
  plan: Plan,
): Promise<Refusal | undefined> {
  const { devices, whenFull = 'refuse' } = plan;
  if (devices === undefined) return undefined;
  const others = onlineOn(gate, key).filter((each) => keyOf(each) !== keyOf(client));
  const tooMany = others.length + 1 - devices;
  if (tooMany <= 0) return undefined;
  if (whenFull === 'refuse') {
    const firstEnd = Math.min(...others.map(({ endsAt }) => endsAt));
    return refuse(plan, 'devices', gate.wallClock() + firstEnd - gate.clock());
  }
  const oldest = others.sort((a, b) => a.startedAt - b.startedAt).slice(0, tooMany);
  for (const each of oldest) await revoke(gate, each, 'Port-Preempted');
  return undefined;
}

function onlineOn(gate: Gate, key: AccountKey): Authorisation[] {
  const now = gate.clock();
  const online = gate.store.account(key)?.online ?? [];
  const authorisations = online.map((each) => gate.store.authorisation(clientOf(each)));
  return authorisations.flatMap((each) =>
    each && isInForce(each, now) && gate.zones.includes(each.zone) ? [each] : [],
  );
}
