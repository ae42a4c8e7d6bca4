import { Happenings } from '../../src/happenings/happenings.js';
import { type ClientCounts, Metrics } from '../../src/metrics/metrics.js';
import { Traffic } from '../../src/metrics/traffic.js';
import { silentLog } from '../../src/system/log.js';

/** Metrics and who tells them. */
export function heard() {
  const happenings = new Happenings(silentLog);
  const metrics = new Metrics(happenings, new Traffic(happenings));
  const text = async (clients: ClientCounts = new Map()) => (await metrics.text(clients)).text;
  return {
    tell: happenings.tell,
    text,
    /** The samples whose name begins so, as `labels value`. */
    samples: async (name: string, clients?: ClientCounts) =>
      (await text(clients))
        .split('\n')
        .filter((line) => line.startsWith(name))
        .map((line) => line.slice(name.length)),
  };
}
