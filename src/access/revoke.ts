import type { Client } from '../client/client.js';
import {
  type Authorisation,
  type Ending,
  isInForce,
  type TerminateCause,
  type Usage,
} from '../store/authorisation.js';
import { present } from '../system/present.js';
import type { Gate } from './gate.js';
import { settleRest } from './history.js';

/** Why it ends. */
export type EndReason = Omit<Ending, 'at'>;

/**
 * Ends a client's authorisation and cuts its flows; undefined when there was none. Rejects as `authorise` does; with
 * `not-kept` the client is out all the same. `by` is the operator who wants it so.
 */
export async function revoke(
  gate: Gate,
  client: Client,
  terminateCause: TerminateCause,
  by?: string,
): Promise<Authorisation | undefined> {
  await gate.usage.readOne(client); // what passed since the last reading counts too
  const write = (ending: Ending, used?: Usage) => gate.store.end(client, ending, used);
  return end(gate, client, { terminateCause }, write, by);
}

/** The same for each client whose authorisation is in force and `isOver`. */
export async function revokeWhere(
  gate: Gate,
  isOver: (authorisation: Authorisation) => boolean | Promise<boolean>,
  terminateCause: TerminateCause,
  by?: string,
): Promise<void> {
  const now = gate.clock();
  const inForce = (await gate.store.authorisations()).filter((each) => isInForce(each, now));
  await Promise.all(
    inForce.map(async (each) => {
      if (await isOver(each)) await revoke(gate, each, terminateCause, by);
    }),
  );
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

/** Gives what has ended; undefined where there was nothing to end. */
type Write = (ending: Ending, used?: Usage) => Promise<Authorisation | undefined>;

async function end(
  gate: Gate,
  client: Client,
  reason: EndReason,
  write: Write,
  by?: string,
): Promise<Authorisation | undefined> {
  let ended: Authorisation | undefined;
  try {
    ended = await recordEnd(gate, client, reason, write, by);
  } finally {
    await gate.enforcer.enforce(client); // also of what holds without being kept
  }
  await settleRest(gate, ended?.account);
  return ended;
}

/** Ends it in the store by `write`, with what it has used, and tells of that; the firewall is not told. */
export async function recordEnd(
  gate: Gate,
  client: Client,
  reason: EndReason,
  write: Write,
  by?: string,
): Promise<Authorisation | undefined> {
  const ended = await write({ at: gate.clock(), ...reason }, gate.usage.usedBy(client));
  if (!ended) return undefined;
  gate.usage.forget(client);
  gate.tell('session-ended', { session: ended, ...reason, ...present({ by }) });
  return ended;
}
