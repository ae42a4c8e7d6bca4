import type { Standing } from './decide.js';
import type { Gate } from './gate.js';
import { historyOf } from './history.js';

/** What a client may still transfer, shared with the other devices of its account; undefined where that is not limited. */
export async function bytesLeft(gate: Gate, standing: Standing): Promise<number | undefined> {
  if (standing.state !== 'authorised') return undefined;
  const { account: key } = standing.authorisation;
  const quota = key && (await gate.store.account(key))?.quota;
  if (!quota) return undefined;
  await gate.usage.readOne(standing.authorisation);
  const { bytes } = await historyOf(gate, key);
  return Math.max(0, quota.endsAtBytes - bytes);
}
