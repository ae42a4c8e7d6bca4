import { type Found, Newest } from './newest.js';
import { type HistoryQuery, isAskedFor, type PastSession } from './past-session.js';
import { type Period, readTrail } from './read.js';
import { Sessions } from './sessions.js';

/** The sessions of a period that are asked for, by their ends; those that go on come last. */
export async function readHistory(
  directory: string,
  period: Period,
  query: HistoryQuery,
  limit: number,
): Promise<Found<PastSession>> {
  const newest = new Newest<PastSession>(limit);
  const sessions = new Sessions((session) => {
    if (isAskedFor(session, query)) newest.add(session);
  });
  for await (const record of readTrail(directory, period, newest.torn)) sessions.take(record);
  sessions.finish();
  return newest.found;
}
