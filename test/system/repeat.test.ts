import { EventEmitter, once } from 'node:events';
import test from 'ava';
import { silentLog } from '../../src/system/log.js';
import { repeat } from '../../src/system/repeat.js';
import { recordedLog } from '../recorded-log.js';

const never = 3_600_000;

/** A task that tells of each run, and ends or fails when the test says so. */
function watchedTask() {
  const events = new EventEmitter();
  let runs = 0;
  const task = async () => {
    runs += 1;
    events.emit('run');
    const [fault] = await once(events, 'end');
    if (fault) throw fault;
  };
  return {
    task,
    runs: () => runs,
    started: () => once(events, 'run'),
    end: (fault?: Error) => events.emit('end', fault),
  };
}

test('a task runs again and again, and never twice at once', async (t) => {
  const { task, runs, started, end } = watchedTask();
  const repetition = repeat('task', 1, task, silentLog);
  for (let run = 1; run <= 3; run += 1) {
    await started();
    t.is(runs(), run);
    end();
  }
  await repetition.stop();
});

test('a failure is logged, and the task is tried again', async (t) => {
  const log = recordedLog();
  const { task, started, end } = watchedTask();
  const repetition = repeat('reconcile', 1, task, log);
  await started();
  end(new Error('nft is missing'));
  await started();
  t.deepEqual(log.lines, [
    {
      level: 'error',
      fields: { task: 'reconcile', reason: 'nft is missing' },
      message: 'a regular task failed',
    },
  ]);
  end();
  await repetition.stop();
});

test('a task that fails again and again is not a line each time', async (t) => {
  const log = recordedLog();
  const { task, started, end } = watchedTask();
  const repetition = repeat('sweep', 1, task, log);
  for (let run = 1; run <= 5; run += 1) {
    await started();
    end(new Error('the disk is full'));
  }
  await started();
  t.is(log.lines.length, 1);
  end();
  await repetition.stop();
});

test('what is wanted soon runs at once, and once more after a run that is under way', async (t) => {
  const { task, runs, started, end } = watchedTask();
  const repetition = repeat('task', never, task, silentLog);
  repetition.soon();
  t.is(runs(), 1);
  repetition.soon();
  repetition.soon();
  t.is(runs(), 1);
  end();
  await started();
  t.is(runs(), 2);
  end();
  await repetition.stop();
});

test('what is wanted within a time is brought forward, and never put off', async (t) => {
  const { task, runs, started, end } = watchedTask();
  const repetition = repeat('task', never, task, silentLog);
  repetition.within(5);
  repetition.within(60_000);
  await started();
  t.is(runs(), 1);
  end();
  await repetition.stop();
});

test('stopping waits for the run that is under way, and no other begins', async (t) => {
  const { task, runs, end } = watchedTask();
  const repetition = repeat('task', never, task, silentLog);
  repetition.soon();
  let isStopped = false;
  const stopped = repetition.stop().then(() => {
    isStopped = true;
  });
  await new Promise(setImmediate);
  t.false(isStopped);
  end();
  await stopped;
  repetition.soon();
  t.is(runs(), 1);
});
