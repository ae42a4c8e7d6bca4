import test from 'ava';
import { growthOf } from './growth.js';

/** Sixty samples, ten seconds apart; `heap` gives the heap after so many. */
const samples = (heap: (number: number) => number) =>
  Array.from({ length: 60 }, (_, number) => ({
    seconds: number * 10,
    logins: 0,
    heapMebibytes: heap(number),
    externalMebibytes: 2,
    lagMs: 10 + (number % 3),
    rssMebibytes: 100,
    descriptors: 40 + (number % 7),
    children: 1,
  }));

const tooMuch = (heap: (number: number) => number) =>
  growthOf(samples(heap)).flatMap(({ what, grown, allowed }) => (grown > allowed ? [what] : []));

test('a soak that only warms up has not grown', (t) => {
  t.deepEqual(
    tooMuch((number) => 60 - 30 / (1 + number)),
    [],
  );
});

test('a leak of half a megabyte a minute is seen, though the warm-up took more', (t) => {
  t.deepEqual(
    tooMuch((number) => 60 - 30 / (1 + number) + number / 12),
    ['heapMebibytes'],
  );
});
