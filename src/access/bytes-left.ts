import type { Standing } from './decide.js';
import type { Gate } from './gate.js';
import { historyOf } from './history.js';

interface BytesLeft {
  readonly bytes: number;
  /** What there was to begin with. */
  readonly ofBytes: number;
}

/** What a client may still transfer, shared with the other devices of its account; undefined where that is not limited. */
export async function bytesLeft(gate: Gate, standing: Standing): Promise<BytesLeft | undefined> {
  if (standing.state !== 'authorised') return undefined;
  const { account: key } = standing.authorisation;
  const account = key && gate.store.account(key);
  if (!account?.quota) return undefined;
  const { endsAtBytes, by } = account.quota;
  const begun = by === 'data' ? account.pass : account.day;
  await gate.usage.readOne(standing.authorisation);
  const { bytes } = historyOf(gate, key);
  return { bytes: Math.max(0, endsAtBytes - bytes), ofBytes: endsAtBytes - (begun?.bytes ?? 0) };
}
