import type { Gate } from '../../access/gate.js';
import { endSessionsOfNobody } from './end-sessions.js';

/** How long a request waits for an operator. */
const waitsMs = 30 * 24 * 3_600_000;

/** What nobody asks for while he waits. */
export async function keepUsers(gate: Gate): Promise<void> {
  await endSessionsOfNobody(gate);
  const users = gate.store.table('users');
  const now = gate.clock();
  const old = (await users.all()).filter((each) => !each.isApproved && each.createdAt + waitsMs < now);
  if (old.length > 0)
    await users.updateAll(old.map(({ name }) => [name, (user) => (user?.isApproved ? user : undefined)]));
}
