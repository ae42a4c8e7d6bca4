import test from 'ava';
import { lasting } from '../../src/system/lasting.js';
import { handClock } from '../hand-clock.js';

test('an answer lasts for its time, for everybody who asks', async (t) => {
  const clock = handClock();
  let asked = 0;
  const ask = lasting(
    async () => {
      asked += 1;
      return asked;
    },
    10_000,
    clock,
  );
  t.deepEqual(await Promise.all([ask(), ask()]), [1, 1]);
  clock.advance(9);
  t.is(await ask(), 1);
  clock.advance(1);
  t.is(await ask(), 2);
});
