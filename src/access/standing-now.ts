import type { Client } from '../client/client.js';
import { decide, type Standing } from './decide.js';
import type { Gate } from './gate.js';

/** What to tell a client of itself: as `decide`, but whom the firewall could not be opened for is captive still. */
export async function standingNow({ store, enforcer, clock }: Gate, client: Client): Promise<Standing> {
  const standing = await decide(store, client, clock());
  return standing.state !== 'denied' && enforcer.isBehind(client) ? { state: 'captive' } : standing;
}
