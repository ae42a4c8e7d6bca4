import { durationText } from '../../languages/amounts.js';
import { en } from '../../languages/en.js';
import { ownTimeZone } from '../../plan/local-time.js';
import type { SignedIn } from '../auth/authenticate.js';
import type { AllOperations } from '../operations.js';
import type { AdminOptions } from '../options.js';
import { hoursOf } from './hours.js';
import { bitRate } from './shown.js';

/** Who is online in each zone, what passes, what the last day was like, and how the daemon is. */
export async function nowPage(
  { gate, startedAt, notReady }: AdminOptions,
  operations: AllOperations,
  { caller }: SignedIn,
) {
  const [status, activity, trouble] = await Promise.all([
    operations.getStatus.run({}, caller),
    operations.getActivity.run({}, caller),
    notReady(),
  ]);
  const zones = status.zones.map((zone) => {
    const now = activity.zones.find(({ name }) => name === zone.name)?.now;
    return {
      ...zone,
      download: now ? bitRate(now.outputBitsPerSecond) : undefined,
      upload: now ? bitRate(now.inputBitsPerSecond) : undefined,
    };
  });
  return {
    zones,
    online: zones.reduce((sum, { authorised, allowed }) => sum + authorised + allowed, 0),
    firewall: status.firewall,
    runs: durationText(en, (gate.clock() - startedAt) / 1000),
    trouble,
    logins: activity.zones
      .flatMap(({ name, loginsByMethod }) =>
        Object.entries(loginsByMethod).map(([method, count]) => ({ zone: name, method, count })),
      )
      .sort((a, b) => b.count - a.count),
    hours: hoursOf(activity),
    timeZone: ownTimeZone(),
  };
}
