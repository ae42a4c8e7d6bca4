import type { Client } from '../client/client.js';
import { type Limits, limitsFor, type Refusal } from '../plan/limits.js';
import { needsAccount, type Plan } from '../plan/plan.js';
import { accountKeyOf } from '../store/account.js';
import { type Authorisation, unused } from '../store/authorisation.js';
import { present } from '../system/present.js';
import { decide, refuseDenied } from './decide.js';
import { endIfOver } from './due.js';
import type { Gate } from './gate.js';
import { historyOf, settle, settleRest } from './history.js';
import { makePlace } from './places.js';

/** What a login, or an operator, grants. */
interface Grant {
  readonly method: string;
  readonly user?: string;
  readonly plan: Plan;
  /** The operator who grants it, where one does. */
  readonly by?: string;
  /** Instead of the plan's duration. */
  readonly lastsSeconds?: number;
  /** No later than this it ends, whatever the plan says; epoch milliseconds. */
  readonly notAfter?: number;
  /** Kept with the authorisation for its method. */
  readonly notes?: Authorisation['notes'];
}

/**
 * Lets a client in: durable first, then the firewall. A client that is in already stays in, with the new end; gives why
 * not where the plan says no. Rejects with `denied`, `store-full`, `store-unavailable` or `firewall-unavailable`; after
 * the last, the authorisation stands and the client gets in when the firewall is repaired, unless what it had before was
 * over and still to be ended.
 */
export async function authorise(gate: Gate, client: Client, grant: Grant): Promise<Refusal | undefined> {
  refuseDenied(decide(gate.store, client, gate.clock()), client);
  const put = await inTurn(gate, client, grant, () => putGrant(gate, client, grant));
  if ('refusal' in put) return put.refusal;
  tellOf(gate, put, grant.by);
  await gate.enforcer.enforce(client);
  await settleRest(gate, put.before?.account);
  return undefined;
}

function tellOf({ tell }: Gate, { authorisation: session, before }: Granted, operator?: string): void {
  const by = present({ by: operator });
  if (before) tell('session-extended', { session, before, ...by });
  else tell('session-started', { session, ...by });
}

/**
 * What one login uses up is there for the next one of the same account to see, and the session that it begins for the
 * next one of the same device to go on with. The device always comes first: so nobody waits in a circle.
 */
function inTurn<T>({ logins }: Gate, client: Client, grant: Grant, login: () => Promise<T>): Promise<T> {
  const ofDevice = accountKeyOf(client);
  if (grant.user === undefined) return logins.run(ofDevice, login);
  return logins.run(ofDevice, () => logins.run(accountKeyOf(client, grant), login));
}

interface Granted {
  readonly authorisation: Authorisation;
  /** What goes on with it. */
  readonly before?: Authorisation;
}

type Put = Granted | { readonly refusal: Refusal };

async function putGrant(gate: Gate, { mac, zone }: Client, grant: Grant): Promise<Put> {
  const { method, user, plan, lastsSeconds, notAfter = Number.POSITIVE_INFINITY, notes } = grant;
  const key = needsAccount(plan) ? accountKeyOf({ mac, zone }, grant) : undefined;
  if (key) await settle(gate, key);
  for (;;) {
    await endIfOver(gate, { mac, zone });
    await gate.usage.readOne({ mac, zone }); // else what was used on another account since the last reading would be this one's
    const now = gate.clock();
    const admission = limitsFor(plan, historyOf(gate, key), gate.wallClock(), lastsSeconds);
    if (admission.kind === 'refuse') return { refusal: admission };
    const noPlace = key && (await makePlace(gate, { mac, zone }, key, plan));
    if (noPlace) return { refusal: noPlace };
    const { lastsMs, budget } = admission;
    const limits = notAfter < now + lastsMs ? withoutReason(admission.limits) : admission.limits;
    const login = { ...budget, at: now };
    const granted = {
      mac,
      zone,
      method,
      limits,
      ...present({ user, account: key, notes }),
      endsAt: Math.min(now + lastsMs, notAfter),
    };
    const current = gate.store.authorisation({ mac, zone });
    if (!current || current.ending) {
      const fresh = { ...granted, startedAt: now, used: unused };
      await gate.store.grant(fresh, login);
      return { authorisation: fresh };
    }
    const used = gate.usage.usedBy({ mac, zone }) ?? current.used; // a kernel before 6.12 counts on from what it is told
    const extended = { ...granted, startedAt: current.startedAt, used };
    if (await gate.store.replace(current, extended, login))
      return { authorisation: extended, before: current };
    // else it changed meanwhile: look again
  }
}

/** Where none of the plan's limits comes first. */
const withoutReason = ({ endsBy: _, ...limits }: Limits): Limits => limits;
