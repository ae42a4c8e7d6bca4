import type { Gate } from '../../access/gate.js';
import { revokeWhere } from '../../access/revoke.js';
import { type Client, keyOf } from '../../client/client.js';
import { userStanding } from './user-standing.js';

export const methodName = 'password';

/** Ends the sessions of a user because an operator, `by`, wants it so. */
export function endSessionsOf(gate: Gate, name: string, by: string): Promise<void> {
  return revokeWhere(gate, ({ method, user }) => method === methodName && user === name, 'Admin-Reset', by);
}

/** Ends the sessions of a user on all devices but one, because he wants it so himself. */
export function endOtherSessionsOf(gate: Gate, name: string, own: Client): Promise<void> {
  const isOther = (client: Client) => keyOf(client) !== keyOf(own);
  return revokeWhere(
    gate,
    (each) => each.method === methodName && each.user === name && isOther(each),
    'User-Request',
  );
}

/** Ends those of users who are gone, or may not come in now: a login may have been under way when that came about. */
export async function endSessionsOfNobody(gate: Gate): Promise<void> {
  const users = gate.store.table('users');
  const now = gate.clock();
  const isOfNobody = async (name = '') => {
    const user = await users.get(name);
    return !user || userStanding(user, now) !== 'good';
  };
  await revokeWhere(gate, ({ method, user }) => method === methodName && isOfNobody(user), 'Admin-Reset');
}
