import type { Gate } from '../../access/gate.js';
import { revoke } from '../../access/revoke.js';
import { type Client, keyOf } from '../../client/client.js';
import { type Authorisation, isInForce } from '../../store/authorisation.js';
import { userStanding } from './user-standing.js';

export const methodName = 'password';

/** Ends the sessions of a user, on all devices or on all but one. */
export function endSessionsOf(gate: Gate, name: string, except?: Client): Promise<void> {
  return endWhere(gate, async (each) => each.user === name && (!except || keyOf(each) !== keyOf(except)));
}

/** Ends those of users who are gone, or may not come in now: a login may have been under way when that came about. */
export async function endSessionsOfNobody(gate: Gate): Promise<void> {
  const users = gate.store.table('users');
  const now = gate.clock();
  await endWhere(gate, async ({ user: name }) => {
    const user = name === undefined ? undefined : await users.get(name);
    return !user || userStanding(user, now) !== 'good';
  });
}

async function endWhere(gate: Gate, isOver: (session: Authorisation) => Promise<boolean>): Promise<void> {
  const now = gate.clock();
  for (const each of await gate.store.authorisations())
    if (each.method === methodName && isInForce(each, now) && (await isOver(each)))
      await revoke(gate, each, 'Admin-Reset');
}
