import type { Client } from '../client/client.js';
import type { ZoneName } from '../client/zone-name.js';
import { accountKeyOf } from '../store/account.js';
import { type Authorisation, isInForce } from '../store/authorisation.js';
import { ownEndOf, withEnds } from '../store/own-end.js';
import { decide } from './decide.js';
import { endIfOver } from './due.js';
import type { Gate } from './gate.js';
import { closedNow, closingOf } from './refusal.js';

/**
 * Gives a client's authorisation to another client, with its end, limits, user, account and what it has used; in another
 * zone than that of its login it ends at the closing hour at the latest. False when there is none that counts in that
 * client's zone, that zone is closed, or the other one is let in already. Rejects as `authorise` does.
 */
export async function move(gate: Gate, from: Client, to: Client): Promise<boolean> {
  if (!movable(gate, from, to.zone) || closedNow(gate, to.zone)) return false;
  if (!(await inTurn(gate, [from, to], () => putMoved(gate, from, to)))) return false;
  // One after the other, so that at no time both are open.
  await gate.enforcer.enforce(from);
  await gate.enforcer.enforce(to);
  const session = gate.store.authorisation(to);
  if (session) gate.tell('session-moved', { session, from });
  return true;
}

/** A login of either device waits, or would be lost, or go on with what has gone. */
function inTurn<T>({ logins }: Gate, clients: readonly Client[], task: () => Promise<T>): Promise<T> {
  const keys = [...new Set(clients.map((client) => accountKeyOf(client)))].sort(); // so that nobody waits in a circle
  return keys.reduceRight((rest, key) => () => logins.run(key, rest), task)();
}

async function putMoved(gate: Gate, from: Client, to: Client): Promise<boolean> {
  await gate.usage.readOne(from); // else what was used since the last reading would be a gift of each move
  for (;;) {
    await endIfOver(gate, to);
    const current = movable(gate, from, to.zone);
    if (!current || closedNow(gate, to.zone)) return false;
    if (decide(gate.store, to, gate.clock()).state !== 'captive') return false;
    const moved = movedTo(to, { ...current, used: gate.usage.usedBy(from) ?? current.used });
    const next = withEnds(moved, ownEndOf(current), closingOf(gate, moved));
    if (await gate.store.move(current, next, gate.store.authorisation(to))) break; // else it changed meanwhile
  }
  gate.usage.forget(from);
  gate.usage.forget(to); // its last session's, if nobody has ended that yet
  return true;
}

/** What the client has that may be taken to that zone: not where an operator has shut it out. */
function movable(gate: Gate, from: Client, zone: ZoneName): Authorisation | undefined {
  const now = gate.clock();
  const authorisation = gate.store.authorisation(from);
  if (!authorisation || !isInForce(authorisation, now) || !countsIn(gate, authorisation, zone))
    return undefined;
  return decide(gate.store, from, now).state === 'denied' ? undefined : authorisation;
}

/** Whether a login that was made where this one was counts in the zone. */
export function countsIn({ roam }: Gate, { zone: at, home = at }: Authorisation, zone: ZoneName): boolean {
  return home === zone || (roam?.get(zone)?.includes(home) ?? false);
}

/** When the one was last active says nothing of the other. */
function movedTo({ mac, zone }: Client, from: Authorisation): Authorisation {
  const { home, activeAt: _, ...authorisation } = from;
  const madeIn = home ?? authorisation.zone;
  return { ...authorisation, mac, zone, ...(madeIn === zone ? {} : { home: madeIn }) };
}
