import type { Gate } from './access/gate.js';
import { Whereabouts } from './access/whereabouts.js';
import { readTrail } from './audit/read.js';
import { recordHappenings } from './audit/record-happenings.js';
import { AuditTrail } from './audit/trail.js';
import type { Client } from './client/client.js';
import type { Neighbours } from './client/neighbours.js';
import type { Config } from './config/config.js';
import { auditDirectoryIn, eventsFileIn, webhooksFileIn } from './config/state.js';
import { reasonOf } from './errors.js';
import { Journal } from './events/journal.js';
import { Positions } from './events/positions.js';
import { fetchPost, Webhooks } from './events/webhooks.js';
import { describeHappenings, isEventType } from './happenings/described.js';
import type { Happenings } from './happenings/happenings.js';
import { logHappenings } from './happenings/logged.js';
import { Activity } from './metrics/activity.js';
import { Metrics } from './metrics/metrics.js';
import { Traffic } from './metrics/traffic.js';
import type { Cleanup } from './system/cleanup.js';
import type { Clock } from './system/clock.js';
import type { Log } from './system/log.js';
import { type Repetition, repeat } from './system/repeat.js';

/** What keeps a record of what happens, as long as the process lives. */
export interface Records {
  readonly happenings: Happenings;
  readonly metrics: Metrics;
  readonly activity: Activity;
  readonly trail: AuditTrail;
  readonly whereabouts: Whereabouts;
  readonly journal: Journal;
  readonly positions: Positions;
}

interface Effects {
  readonly clock: Clock;
  readonly wallClock: Clock;
  readonly log: Log;
}

interface KeepingEffects extends Effects {
  readonly records: Records;
}

/** Everything that listens to what happens; `cleanup` ends it. `source` is the URL that events name. */
export async function openRecords(
  { state, source }: { readonly state: string; readonly source: string },
  happenings: Happenings,
  { clock, wallClock, log }: Effects,
  cleanup: Cleanup,
): Promise<Records> {
  logHappenings(happenings, log);
  const traffic = new Traffic(happenings);
  const metrics = new Metrics(happenings, traffic);
  const activity = new Activity(happenings, traffic, clock);
  const trail = await AuditTrail.open(auditDirectoryIn(state), log);
  cleanup.add(() => trail.close());
  cleanup.add(rememberLogins(trail, activity, { wallClock, log }));
  recordHappenings(happenings, wallClock, (record) => trail.append(record));
  const journal = await Journal.open(eventsFileIn(state), {
    source,
    clock: wallClock,
    log,
  });
  cleanup.add(() => journal.close());
  describeHappenings(happenings, (what, { from: _, ...description }) => {
    if (isEventType(what)) journal.append(what, description); // where an operator is concerns no other program
  });
  const positions = await Positions.open(webhooksFileIn(state), log);
  cleanup.add(() => positions.close());
  return { happenings, metrics, activity, trail, whereabouts: new Whereabouts(), journal, positions };
}

/** Reminds of the logins of the last day, which nobody waits for; gives what stops that. */
function rememberLogins(
  { directory }: AuditTrail,
  activity: Activity,
  { wallClock, log }: Omit<Effects, 'clock'>,
): () => Promise<void> {
  let isStopped = false;
  const to = wallClock();
  const remember = async () => {
    for await (const { what, zone, method, at } of readTrail(directory, { from: to - dayMs, to }, () => {})) {
      if (isStopped) return;
      if (what !== 'session.started' && what !== 'session.extended') continue;
      if (zone !== undefined && typeof method === 'string') activity.countLogin(zone, method, Date.parse(at));
    }
  };
  const remembered = remember().catch((error: unknown) =>
    log.warn({ reason: reasonOf(error) }, 'the logins of the last day cannot be read'),
  );
  return () => {
    isStopped = true;
    return remembered;
  };
}

const dayMs = 86_400_000;

/** Who hears of events by the configuration. */
export function webhooksFor(config: Config, { records, wallClock, log }: KeepingEffects): Webhooks {
  const { happenings, journal, positions } = records;
  const { tell } = happenings;
  return new Webhooks(config.webhooks, { journal, positions, post: fetchPost, tell, wallClock, log });
}

const lookPauseMs = 15_000;
/** A look costs the more the more devices there are: logins that come together share one. */
const lookAfterLoginMs = 2_000;
const forgetPauseMs = 3_600_000;

/** From when on records are kept, epoch milliseconds. */
export const keptSince = ({ audit }: Config, wallClock: Clock) => wallClock() - audit.keep * 1000;

/** What is done for the records again and again. */
export function keepRecords(
  config: Config,
  { records, wallClock, log }: KeepingEffects,
  gate: Gate,
  neighbours: Neighbours,
): readonly Repetition[] {
  const { happenings, trail, whereabouts } = records;
  const look = repeat('addresses', lookPauseMs, () => whereabouts.look(gate, neighbours), log);
  const forget = repeat(
    'forget records',
    forgetPauseMs,
    () => trail.forget(keptSince(config, wallClock)),
    log,
  );
  const lookAfter = ({ session }: { readonly session: Client }) => {
    whereabouts.forget(session);
    look.within(lookAfterLoginMs);
  };
  const unsubscribe = [
    happenings.on('session-started', lookAfter),
    happenings.on('session-restored', lookAfter),
    happenings.on('session-moved', lookAfter),
  ];
  look.soon();
  forget.soon();
  const stop = () => {
    for (const each of unsubscribe) each();
    return look.stop();
  };
  return [{ ...look, stop }, forget];
}
