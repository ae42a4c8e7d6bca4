import test from 'ava';
import { Memo } from '../../src/system/memo.js';

test('what was worked out lately is not worked out again', (t) => {
  const memo = new Memo<string>(2, 10);
  const asked: string[] = [];
  const get = (key: string) =>
    memo.get(key, () => {
      asked.push(key);
      return key.toUpperCase();
    });
  t.deepEqual(['a', 'b', 'a'].map(get), ['A', 'B', 'A']);
  t.deepEqual(asked, ['a', 'b']);
  get('c');
  get('a');
  t.deepEqual(asked, ['a', 'b', 'c', 'a'], 'the oldest made room');
});

test('what strangers make long is not kept', (t) => {
  const memo = new Memo<number>(2, 10);
  let times = 0;
  const get = () => memo.get('x'.repeat(11), () => ++times);
  t.deepEqual([get(), get()], [1, 2]);
});
