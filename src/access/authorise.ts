import type { Client } from '../client/client.js';
import { type Authorisation, isInForce, type Limits, unused } from '../store/authorisation.js';
import { decide, refuseDenied } from './decide.js';
import type { Gate } from './gate.js';

/** What a login, or an operator, grants. */
export interface Grant {
  readonly method: string;
  readonly user?: string;
  readonly durationSeconds: number;
  readonly limits: Limits;
}

/**
 * Lets a client in: durable first, then the firewall. A client that is in already stays in, with the new end.
 * Rejects with `denied`, `store-full`, `store-unavailable` or `firewall-unavailable`; after the last, the authorisation
 * stands and the client gets in when the firewall is repaired.
 */
export async function authorise(gate: Gate, client: Client, grant: Grant): Promise<void> {
  refuseDenied(await decide(gate.store, client, gate.clock()), client);
  const authorisation = await put(gate, client, grant);
  await gate.enforcer.enforce(client);
  const { mac, zone, method, endsAt } = authorisation;
  gate.log.info({ mac, zone, method, endsAt: new Date(endsAt).toISOString() }, 'authorised');
}

async function put(gate: Gate, { mac, zone }: Client, grant: Grant): Promise<Authorisation> {
  for (;;) {
    const now = gate.clock();
    const { method, user, limits } = grant;
    const granted = {
      mac,
      zone,
      method,
      ...(user === undefined ? {} : { user }),
      limits,
      endsAt: now + grant.durationSeconds * 1000,
    };
    const current = await gate.store.authorisation({ mac, zone });
    if (!current || !isInForce(current, now)) {
      const fresh = { ...granted, startedAt: now, used: unused };
      await gate.store.grant(fresh);
      return fresh;
    }
    const used = gate.usage.usedBy({ mac, zone }) ?? current.used; // a kernel before 6.12 counts on from what it is told
    const extended = { ...granted, startedAt: current.startedAt, used };
    if (await gate.store.replace(current, extended)) return extended; // else it changed meanwhile: look again
  }
}
