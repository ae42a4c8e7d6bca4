import test from 'ava';
import { Cleanup } from '../../src/system/cleanup.js';

test('what was opened is closed in reverse order, also behind a step that fails, and only once', async (t) => {
  const cleanup = new Cleanup();
  const closed: string[] = [];
  cleanup.add(() => void closed.push('store'));
  cleanup.add(() => {
    throw new Error('the lock is lost');
  });
  cleanup.add(async () => Promise.reject(new Error('the socket is gone')));
  cleanup.add(() => void closed.push('listener'));
  await t.throwsAsync(cleanup.run(), { message: 'the socket is gone' });
  t.deepEqual(closed, ['listener', 'store']);
  await t.notThrowsAsync(cleanup.run());
  t.is(closed.length, 2);
});
