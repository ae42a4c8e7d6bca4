import { durationText } from '../../languages/amounts.js';
import { en } from '../../languages/en.js';
import type { SignedIn } from '../auth/authenticate.js';
import type { AllOperations } from '../operations.js';
import type { AdminOptions } from '../options.js';

const dayMs = 24 * 3600_000;

/** Who is online in each zone, the logins of the last day as far as they are known, and how the daemon is. */
export async function nowPage(
  { gate, startedAt, notReady }: AdminOptions,
  operations: AllOperations,
  { caller }: SignedIn,
) {
  const now = gate.clock();
  const status = await operations.getStatus.run({}, caller);
  const logins = new Map<string, { zone: string; method: string; count: number }>();
  for (const { zone, method, startedAt: at } of await gate.store.authorisations()) {
    if (now - at > dayMs) continue;
    const key = `${zone}/${method}`;
    const known = logins.get(key) ?? { zone, method, count: 0 };
    logins.set(key, { ...known, count: known.count + 1 });
  }
  const trouble = await notReady();
  return {
    status,
    runs: durationText(en, (now - startedAt) / 1000),
    trouble,
    logins: [...logins.values()].sort((a, b) => b.count - a.count),
  };
}
