import type { Gate } from '../../access/gate.js';
import { revokeUnchanged } from '../../access/revoke.js';
import { isInForce } from '../../store/authorisation.js';
import { type Repetition, repeat } from '../../system/repeat.js';
import { sessionIn } from './session-notes.js';

const pauseMs = 5_000;

/** Sees to ChilliSpot-Max-Input-Octets and -Output-Octets. */
export class DirectionLimits {
  readonly #gate: Gate;
  #repetition: Repetition | undefined;

  constructor(gate: Gate) {
    this.#gate = gate;
  }

  start(): void {
    const task = () => endSpentDirections(this.#gate);
    this.#repetition = repeat('RADIUS octets', pauseMs, task, this.#gate.log);
  }

  async stop(): Promise<void> {
    await this.#repetition?.stop();
  }
}

/**
 * Ends sessions that have used up what one direction may have. The kernel counts both together, so this goes by the
 * regular reading of the counters.
 */
export async function endSpentDirections(gate: Gate): Promise<void> {
  const now = gate.clock();
  for (const authorisation of await gate.store.authorisations()) {
    if (authorisation.method !== 'radius' || !isInForce(authorisation, now)) continue;
    const { inputBytes, outputBytes } = sessionIn(authorisation.notes) ?? {};
    const used = gate.usage.usedBy(authorisation) ?? authorisation.used;
    if (used.inputBytes < (inputBytes ?? Infinity) && used.outputBytes < (outputBytes ?? Infinity)) continue;
    await revokeUnchanged(gate, authorisation, { terminateCause: 'NAS-Request', limit: 'data' });
  }
}
