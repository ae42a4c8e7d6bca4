import { EventEmitter, once } from 'node:events';
import test from 'ava';
import { BurstLog } from '../../src/http/burst-log.js';
import { systemRandom } from '../../src/system/random.js';
import { recordedLog } from '../recorded-log.js';

/** A log of bursts, and what resolves with its next summary. */
function bursts(lines: number) {
  const heard = new EventEmitter();
  const log = recordedLog();
  const warn: typeof log.warn = (fields, message) => {
    log.warn(fields, message);
    if (message.includes('again and again')) heard.emit('summary');
  };
  const options = { random: systemRandom, level: 'warn', message: 'too much', lines, windowMs: 20 } as const;
  const alive = setInterval(() => undefined, 1_000); // the window's own timer keeps no process
  const summary = once(heard, 'summary').finally(() => clearInterval(alive));
  return { log, summary, burst: new BurstLog({ ...options, log: { ...log, warn } }) };
}

test('a thousand refusals at once are two lines: the first, and how many more there were', async (t) => {
  const { log, summary, burst } = bursts(1);
  const references = Array.from({ length: 1_000 }, () => burst.add({ remoteAddress: '192.0.2.7' }));
  t.is(log.lines.length, 1);
  t.is(new Set(references).size, 1);
  await summary;
  t.deepEqual(
    log.lines.map(({ message, fields }) => [message, fields.times]),
    [
      ['too much', undefined],
      ['too much, again and again', 999],
    ],
  );
  t.true(log.lines.every(({ fields }) => fields.reference === references[0]));
});

test('while it goes on there is one line for each window, and what comes later has its own', async (t) => {
  const { log, summary, burst } = bursts(2);
  for (let times = 0; times < 5; times += 1) burst.add({});
  t.is(log.lines.length, 2);
  await summary;
  const reference = burst.add({});
  t.is(reference, String(log.lines[1]?.fields.reference));
  t.deepEqual(
    log.lines.map(({ fields }) => fields.times),
    [undefined, undefined, 3],
  );
});
