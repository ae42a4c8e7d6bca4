import type { Gate } from '../access/gate.js';
import type { Caller } from './caller.js';

/** The gate as somebody uses it: what he brings about is told with where he is. */
export const gateOf = (gate: Gate, { from }: Pick<Caller, 'from'>): Gate => ({
  ...gate,
  tell: (kind, fact) => gate.tell(kind, { ...fact, from }),
});
