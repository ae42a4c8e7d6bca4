import type { Client } from '../client/client.js';
import { isInForce } from '../store/authorisation.js';
import { decide } from './decide.js';
import type { Gate } from './gate.js';
import { countsIn, move } from './move.js';
import { recordEnd } from './revoke.js';

/**
 * A device that turns up in a zone brings along what it was authorised for in another one, where that counts here; else
 * a login method may know it. Undefined where there is nothing to wait for.
 */
export function arrive(gate: Gate, client: Client): Promise<void> | undefined {
  return gate.roam ? arriveFromElsewhere(gate, client) : gate.greet?.(client);
}

async function arriveFromElsewhere(gate: Gate, client: Client): Promise<void> {
  if (!(await bringAlong(gate, client))) await gate.greet?.(client);
}

async function bringAlong(gate: Gate, client: Client): Promise<boolean> {
  if (decide(gate.store, client, gate.clock()).state !== 'captive') return false;
  for (const zone of gate.zones)
    if (zone !== client.zone && (await move(gate, { mac: client.mac, zone }, client))) return true;
  return false;
}

/**
 * Ends what has come to a zone where it does not count any more, since the configuration has changed. For a start: the
 * firewall is told of everybody afterwards.
 */
export async function endStrays(gate: Gate): Promise<void> {
  const now = gate.clock();
  for (const authorisation of await gate.store.authorisations()) {
    const { zone } = authorisation;
    const isStray = gate.zones.includes(zone) && !countsIn(gate, authorisation, zone);
    if (!isStray || !isInForce(authorisation, now)) continue;
    await recordEnd(gate, authorisation, { terminateCause: 'Admin-Reset' }, (ending, used) =>
      gate.store.end(authorisation, ending, used),
    );
  }
}
