import { setImmediate as turn } from 'node:timers/promises';
import test from 'ava';
import { Batches } from '../../src/system/batches.js';

test('what comes in one turn is handled together, and what comes meanwhile afterwards', async (t) => {
  const handled: (readonly string[])[] = [];
  const batches = new Batches<string>(async (batch) => {
    await turn();
    handled.push(batch);
  });
  t.true(batches.isIdle);
  for (const item of ['a', 'b']) batches.add(item);
  await Promise.resolve();
  for (const item of ['c', 'd']) batches.add(item);
  t.false(batches.isIdle);
  await batches.idle();
  t.deepEqual(handled, [
    ['a', 'b'],
    ['c', 'd'],
  ]);
  t.true(batches.isIdle);
});

test('what comes when all is handled is handled as well, and nothing twice', async (t) => {
  const handled: number[] = [];
  const batches = new Batches<number>(async (batch) => {
    for (const item of batch) {
      handled.push(item);
      if (item < 3) batches.add(item + 1);
    }
  });
  batches.add(1);
  await batches.idle();
  batches.add(3);
  await batches.idle();
  t.deepEqual(handled, [1, 2, 3, 3]);
});
