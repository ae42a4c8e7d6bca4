import { join } from 'node:path';
import type { ExecutionContext } from 'ava';
import { Journal } from '../../src/events/journal.js';
import { Positions } from '../../src/events/positions.js';
import { type HandClock, handClock } from '../hand-clock.js';
import { recordedLog } from '../recorded-log.js';
import { temporaryDirectory } from '../temporary-directory.js';

/** What events are kept in; opened again with the same directory it is a daemon that was restarted. */
export async function openEvents(t: ExecutionContext, given: { directory?: string; clock?: HandClock } = {}) {
  const { directory = await temporaryDirectory(t), clock = handClock() } = given;
  const log = recordedLog();
  const effects = { source: 'https://login.example.net/', clock, log };
  const journal = await Journal.open(join(directory, 'events.jsonl'), effects);
  const positions = await Positions.open(join(directory, 'webhooks.json'), log);
  const close = async () => {
    await journal.close();
    await positions.close();
  };
  t.teardown(close);
  return { directory, clock, log, journal, positions, close };
}

export const ann = { mac: '02:00:00:00:00:0a', zone: 'guest', user: 'ann' };
