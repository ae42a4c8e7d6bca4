import { appendFile, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import test from 'ava';
import { forgetFiles } from '../../src/audit/files.js';
import { temporaryDirectory } from '../temporary-directory.js';
import { at, openTrail, readAll, record } from './trails.js';

test('what is appended is there to be read at once, in order, for nobody else', async (t) => {
  const { trail, directory } = await openTrail(t);
  for (const time of ['10:00', '11:00']) trail.append(record(time, 'daemon.started'));
  await trail.flushed();
  const { records, torn } = await readAll(directory);
  t.deepEqual(records, [record('10:00', 'daemon.started'), record('11:00', 'daemon.started')]);
  t.is(torn, 0);
  t.is((await stat(join(directory, 'audit.jsonl'))).mode & 0o777, 0o600);
});

test('after a power cut in the middle of a line that line is left out and counted, and the next is whole', async (t) => {
  const directory = await temporaryDirectory(t);
  const first = await openTrail(t, directory);
  first.trail.append(record('10:00', 'daemon.started'));
  await first.trail.close();
  await appendFile(join(directory, 'audit.jsonl'), '{"at":"2026-11-20T10:30:00.000Z","what":"session.sta');
  const { trail } = await openTrail(t, directory);
  trail.append(record('11:00', 'daemon.started'));
  await trail.flushed();
  const { records, torn } = await readAll(directory);
  t.deepEqual(
    records.map((each) => each.at.slice(11, 16)),
    ['10:00', '11:00'],
  );
  t.is(torn, 1);
});

for (const { what, line } of [
  { what: 'not JSON', line: 'hello' },
  { what: 'no object', line: '[1]' },
  { what: 'without a time', line: '{"what":"session.started"}' },
  { what: 'with a time that is none', line: '{"what":"session.started","at":"noon"}' },
])
  test(`a line that is ${what} is left out and counted`, async (t) => {
    const directory = await temporaryDirectory(t);
    await writeFile(join(directory, 'audit.jsonl'), `${line}\n`);
    t.deepEqual(await readAll(directory), { records: [], torn: 1 });
  });

test('a new day begins a new file, also when the daemon was down at midnight', async (t) => {
  const directory = await temporaryDirectory(t);
  const path = join(directory, 'audit.jsonl');
  await writeFile(path, `${JSON.stringify(record('10:00', 'daemon.started'))}\n`);
  const then = new Date(at('10:00'));
  await utimes(path, then, then);
  const { trail } = await openTrail(t, directory);
  trail.append(record('12:00', 'daemon.stopped'));
  await trail.flushed();
  t.deepEqual((await readdir(directory)).sort(), ['audit-2026-11-20-1.jsonl', 'audit.jsonl']);
  t.deepEqual(
    (await readAll(directory)).records.map(({ what }) => what),
    ['daemon.started', 'daemon.stopped'],
  );
});

test('what is too old is deleted, and nothing else', async (t) => {
  const { trail, directory } = await openTrail(t);
  for (const name of [
    'audit-2026-10-01-1.jsonl',
    'audit-2026-10-02-1.jsonl',
    'audit-2026-10-02-2.jsonl',
    'notes',
  ])
    await writeFile(join(directory, name), '');
  await trail.forget(Date.parse('2026-10-02T00:00:00Z'));
  t.deepEqual((await readdir(directory)).sort(), [
    'audit-2026-10-02-1.jsonl',
    'audit-2026-10-02-2.jsonl',
    'notes',
  ]);
});

test('where a guest fills the trail, the oldest makes way before the disk is full', async (t) => {
  const { directory } = await openTrail(t);
  for (const day of ['01', '02', '03'])
    await writeFile(join(directory, `audit-2026-10-${day}-1.jsonl`), 'x'.repeat(100));
  await forgetFiles(directory, 0, 250);
  t.deepEqual((await readdir(directory)).sort(), ['audit-2026-10-02-1.jsonl', 'audit-2026-10-03-1.jsonl']);
});

test('only records of the period are read', async (t) => {
  const { trail, directory } = await openTrail(t);
  for (const time of ['10:00', '11:00', '12:00']) trail.append(record(time, 'daemon.started'));
  await trail.flushed();
  const { records } = await readAll(directory, { from: at('11:00'), to: at('12:00') });
  t.deepEqual(records, [record('11:00', 'daemon.started')]);
});

test('a disk that cannot be written holds nobody up, is logged, and is written again when it can be', async (t) => {
  const { trail, log, directory } = await openTrail(t);
  await writeFile(`${directory}.away`, '');
  await rm(directory, { recursive: true });
  await writeFile(directory, 'in the way');
  trail.append(record('10:00', 'daemon.started'));
  await trail.flushed();
  await setImmediate(); // the stream's fault comes after the write's
  t.like(log.lines[0], { level: 'error', message: 'the audit trail cannot be written' });
  await rm(directory);
  await rm(`${directory}.away`);
  trail.append(record('11:00', 'daemon.started'));
  await trail.flushed();
  t.regex(await readFile(join(directory, 'audit.jsonl'), 'utf8'), /11:00/);
});
