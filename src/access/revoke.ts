import type { Client } from '../client/client.js';
import type { Authorisation, Ending, TerminateCause, Usage } from '../store/authorisation.js';
import type { Gate } from './gate.js';

/** Why it ends. */
export type EndReason = Omit<Ending, 'at'>;

/**
 * Ends a client's authorisation and cuts its flows; undefined when there was none. Rejects as `authorise` does; with
 * `not-kept` the client is out all the same.
 */
export async function revoke(
  gate: Gate,
  client: Client,
  terminateCause: TerminateCause,
): Promise<Authorisation | undefined> {
  await gate.usage.readOne(client); // what passed since the last reading counts too
  return end(gate, client, { terminateCause }, (ending, used) => gate.store.end(client, ending, used));
}

/** Ends exactly this authorisation: not one that was extended or granted anew meanwhile. */
export function revokeUnchanged(
  gate: Gate,
  authorisation: Authorisation,
  reason: EndReason,
): Promise<Authorisation | undefined> {
  return end(gate, authorisation, reason, async (ending, used = authorisation.used) => {
    const ended = { ...authorisation, used, ending };
    return (await gate.store.replace(authorisation, ended)) ? ended : undefined;
  });
}

async function end(
  gate: Gate,
  client: Client,
  reason: EndReason,
  write: (ending: Ending, used?: Usage) => Promise<Authorisation | undefined>,
): Promise<Authorisation | undefined> {
  try {
    const ended = await write({ at: gate.clock(), ...reason }, gate.usage.usedBy(client));
    if (ended) {
      gate.usage.forget(client);
      const { mac, zone } = ended;
      gate.log.info({ mac, zone, ...reason }, 'authorisation ended');
    }
    return ended;
  } finally {
    await gate.enforcer.enforce(client); // also of what holds without being kept
  }
}
