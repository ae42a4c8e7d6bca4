import type { Client } from '../client/client.js';
import { limitsFor, type Refusal } from '../plan/limits.js';
import { needsAccount, type Plan } from '../plan/plan.js';
import { accountKeyOf } from '../store/account.js';
import { type Authorisation, isInForce, unused } from '../store/authorisation.js';
import { decide, refuseDenied } from './decide.js';
import type { Gate } from './gate.js';
import { historyOf } from './history.js';
import { makePlace } from './places.js';

/** What a login, or an operator, grants. */
export interface Grant {
  readonly method: string;
  readonly user?: string;
  readonly plan: Plan;
}

/**
 * Lets a client in: durable first, then the firewall. A client that is in already stays in, with the new end; gives why
 * not where the plan says no. Rejects with `denied`, `store-full`, `store-unavailable` or `firewall-unavailable`; after
 * the last, the authorisation stands and the client gets in when the firewall is repaired.
 */
export async function authorise(gate: Gate, client: Client, grant: Grant): Promise<Refusal | undefined> {
  refuseDenied(await decide(gate.store, client, gate.clock()), client);
  // What one login uses up is there for the next one of the same account to see.
  const put = await gate.logins.run(accountKeyOf(client, grant.user), () => putGrant(gate, client, grant));
  if ('refusal' in put) return put.refusal;
  await gate.enforcer.enforce(client);
  const { mac, zone, method, endsAt } = put.authorisation;
  gate.log.info({ mac, zone, method, endsAt: new Date(endsAt).toISOString() }, 'authorised');
  return undefined;
}

type Put = { readonly authorisation: Authorisation } | { readonly refusal: Refusal };

async function putGrant(gate: Gate, { mac, zone }: Client, grant: Grant): Promise<Put> {
  const { method, user, plan } = grant;
  const key = needsAccount(plan) ? accountKeyOf({ mac, zone }, user) : undefined;
  for (;;) {
    const now = gate.clock();
    const admission = limitsFor(plan, await historyOf(gate, key), gate.wallClock());
    if (admission.kind === 'refuse') return { refusal: admission };
    const noPlace = key && (await makePlace(gate, { mac, zone }, key, plan));
    if (noPlace) return { refusal: noPlace };
    const { lastsMs, limits, budget } = admission;
    const login = { ...budget, at: now };
    const granted = {
      mac,
      zone,
      method,
      ...(user === undefined ? {} : { user }),
      limits,
      ...(key === undefined ? {} : { account: key }),
      endsAt: now + lastsMs,
    };
    const current = await gate.store.authorisation({ mac, zone });
    if (!current || !isInForce(current, now)) {
      const fresh = { ...granted, startedAt: now, used: unused };
      await gate.store.grant(fresh, login);
      return { authorisation: fresh };
    }
    const used = gate.usage.usedBy({ mac, zone }) ?? current.used; // a kernel before 6.12 counts on from what it is told
    const extended = { ...granted, startedAt: current.startedAt, used };
    if (await gate.store.replace(current, extended, login)) return { authorisation: extended };
    // else it changed meanwhile: look again
  }
}
