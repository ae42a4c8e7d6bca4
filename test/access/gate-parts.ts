import { Enforcer } from '../../src/access/enforcer.js';
import type { Gate } from '../../src/access/gate.js';
import { UsageReader } from '../../src/access/usage.js';
import { type Client, keyOf } from '../../src/client/client.js';
import { Happenings } from '../../src/happenings/happenings.js';
import { logHappenings } from '../../src/happenings/logged.js';
import type { Plan } from '../../src/plan/plan.js';
import type { AccountKey } from '../../src/store/account.js';
import { openMemoryStore } from '../../src/store/memory-store.js';
import { Serial } from '../../src/system/serial.js';
import { guest, staff } from '../clients.js';
import { handClock } from '../hand-clock.js';
import { recordedLog } from '../recorded-log.js';
import { HandFirewall } from './hand-firewall.js';

/** What a click through the terms grants. */
export const hour = { method: 'click-through', plan: { durationSeconds: 3_600 } } as const;

/** Everything that lets people in and out, in memory. */
export function gateParts(clock = handClock(), plan: Plan = hour.plan) {
  const store = openMemoryStore();
  const firewall = new HandFirewall(clock);
  const log = recordedLog();
  let failures = 0;
  const enforcer = new Enforcer(store, firewall, clock, () => {
    failures += 1;
  });
  const happenings = new Happenings(log);
  const { tell } = happenings;
  logHappenings(happenings, log);
  const usage = new UsageReader(firewall, clock, tell);
  const logins = new Serial<AccountKey>();
  const zones = [guest, staff];
  const plans = new Map(zones.map((zone) => [zone, plan]));
  const gate: Gate = { store, enforcer, usage, zones, plans, clock, wallClock: clock, logins, tell, log };
  return {
    gate,
    happenings,
    firewall,
    clock,
    store,
    log,
    usage,
    /** How often the enforcer asked for a repair. */
    failures: () => failures,
    enforced: async (client: Client) => (await firewall.enforced()).clients.get(keyOf(client)),
  };
}
