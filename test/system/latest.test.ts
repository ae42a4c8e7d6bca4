import test from 'ava';
import { Latest } from '../../src/system/latest.js';

test('what was added last is remembered, the oldest makes way, and to be added again makes young', (t) => {
  const latest = new Latest(2);
  t.deepEqual([latest.add('a'), latest.add('b'), latest.add('a')], [undefined, undefined, undefined]);
  t.is(latest.add('c'), 'b');
  t.deepEqual(
    ['a', 'b', 'c'].map((each) => latest.has(each)),
    [true, false, true],
  );
});
