import type { Client } from '../client/client.js';
import type { Authorisation, Ending, TerminateCause } from '../store/authorisation.js';
import type { Gate } from './gate.js';

/** Why it ends. */
export type EndReason = Omit<Ending, 'at'>;

/** Ends a client's authorisation and cuts its flows; undefined when there was none. Rejects as `authorise` does. */
export async function revoke(
  gate: Gate,
  client: Client,
  terminateCause: TerminateCause,
): Promise<Authorisation | undefined> {
  await gate.usage.readOne(client); // what passed since the last reading counts too
  const ending = { at: gate.clock(), terminateCause };
  const ended = await gate.store.end(client, ending, gate.usage.usedBy(client));
  if (ended) gate.usage.forget(client);
  await gate.enforcer.enforce(client);
  if (ended) logEnd(gate, ended, { terminateCause });
  return ended;
}

/** Ends exactly this authorisation: not one that was extended or granted anew meanwhile. */
export async function revokeUnchanged(
  gate: Gate,
  authorisation: Authorisation,
  reason: EndReason,
): Promise<void> {
  const ending = { at: gate.clock(), ...reason };
  const used = gate.usage.usedBy(authorisation) ?? authorisation.used;
  if (!(await gate.store.replace(authorisation, { ...authorisation, used, ending }))) return;
  gate.usage.forget(authorisation);
  await gate.enforcer.enforce(authorisation);
  logEnd(gate, authorisation, reason);
}

function logEnd(gate: Gate, { mac, zone }: Client, reason: EndReason): void {
  gate.log.info({ mac, zone, ...reason }, 'authorisation ended');
}
