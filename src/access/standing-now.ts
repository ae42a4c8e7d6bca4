import type { Client } from '../client/client.js';
import { decide, type Standing } from './decide.js';
import type { Gate } from './gate.js';
import { arrive } from './roam.js';

/** What to tell a client of itself: as `decide`, but whom the firewall could not be opened for is captive still. */
export async function standingNow(gate: Gate, client: Client): Promise<Standing> {
  await arrive(gate, client);
  const { store, enforcer, clock } = gate;
  const standing = decide(store, client, clock());
  return standing.state !== 'denied' && enforcer.isBehind(client) ? { state: 'captive' } : standing;
}
