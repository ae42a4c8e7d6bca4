import { appendFile, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { positionOf } from '../../src/events/cloud-event.js';
import { type Journal, mostEvents } from '../../src/events/journal.js';
import { ann, openEvents } from './events.js';

const idsIn = (journal: Journal) => {
  const ids: string[] = [];
  for (let at = 0; ; ) {
    const event = journal.next(at);
    if (!event) return ids;
    ids.push(event.id);
    at = positionOf(event);
  }
};

test('an event has the form of CloudEvents 1.0', async (t) => {
  const { journal, clock } = await openEvents(t);
  journal.append('session.started', ann);
  t.deepEqual(journal.next(0), {
    specversion: '1.0',
    id: String(clock()),
    source: 'https://login.example.net/',
    type: 'gate511.session.started',
    subject: 'guest/02:00:00:00:00:0a',
    time: new Date(clock()).toISOString(),
    datacontenttype: 'application/json',
    data: ann,
  });
});

test('ids grow, however many events come at once, over restarts, and where the clock was set back', async (t) => {
  const first = await openEvents(t);
  for (let n = 0; n < 3; n += 1) first.journal.append('session.started', ann);
  await first.close();
  const { journal } = await openEvents(t, { directory: first.directory });
  journal.append('session.ended', ann);
  const ids = idsIn(journal).map(Number);
  t.is(ids.length, 4);
  t.deepEqual(
    ids,
    [...new Set(ids)].sort((a, b) => a - b),
  );
});

test('a line that a power cut has torn costs no other', async (t) => {
  const first = await openEvents(t);
  first.journal.append('session.started', ann);
  await first.close();
  const path = join(first.directory, 'events.jsonl');
  await appendFile(path, '{"specversion":"1.0","id":"17');
  const second = await openEvents(t, { directory: first.directory });
  second.journal.append('session.ended', ann);
  await second.close();
  const { journal } = await openEvents(t, { directory: first.directory });
  t.is(idsIn(journal).length, 2);
  t.is((await stat(path)).mode & 0o777, 0o600);
});

test('so many events are kept and no more, in memory and on the disk', async (t) => {
  const { journal, directory, close } = await openEvents(t);
  for (let round = 0; round < 25; round += 1) {
    for (let n = 0; n < 1_000; n += 1) journal.append('session.started', {});
    await journal.close();
  }
  await close();
  t.true(idsIn(journal).length <= 1.1 * mostEvents);
  const lines = (await readFile(join(directory, 'events.jsonl'), 'utf8')).split('\n').length - 1;
  t.true(lines >= mostEvents && lines <= 2 * mostEvents, String(lines));
});

test('who makes up devices by the thousand drives out no event but those of devices', async (t) => {
  const { journal } = await openEvents(t);
  journal.append('session.started', ann);
  for (let n = 0; n < 1.2 * mostEvents; n += 1) journal.append('client.seen', {});
  t.is(journal.next(0)?.type, 'gate511.session.started');
  t.true(journal.countAfter(0) < mostEvents);
});

test('a reader is given the types that he asks for, from where he stopped', async (t) => {
  const { journal, clock } = await openEvents(t);
  journal.append('client.seen', ann);
  clock.advance(60);
  journal.append('session.started', ann);
  journal.append('client.seen', ann);
  const wanted = new Set(['session.started'] as const);
  const event = journal.next(0, wanted);
  t.is(event?.type, 'gate511.session.started');
  t.is(journal.next(event ? positionOf(event) : 0, wanted), undefined);
  t.is(journal.countAfter(journal.positionBefore(clock())), 2);
});
