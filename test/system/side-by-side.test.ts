import { setImmediate } from 'node:timers/promises';
import test from 'ava';
import { sideBySide } from '../../src/system/side-by-side.js';

test('each is done, and no more than so many at once', async (t) => {
  const done: number[] = [];
  let running = 0;
  let most = 0;
  await sideBySide([1, 2, 3, 4, 5, 6, 7], 3, async (item) => {
    running += 1;
    most = Math.max(most, running);
    await setImmediate();
    running -= 1;
    done.push(item);
  });
  t.deepEqual(done, [1, 2, 3, 4, 5, 6, 7]);
  t.is(most, 3);
});

test('of nothing nothing is done', async (t) => {
  await t.notThrowsAsync(sideBySide([], 3, () => Promise.reject(new Error('there is nothing'))));
});
