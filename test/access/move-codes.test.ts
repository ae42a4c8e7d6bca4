import test from 'ava';
import { MoveCodes } from '../../src/access/move-codes.js';
import { systemRandom } from '../../src/system/random.js';
import { clientNumber } from '../clients.js';
import { handClock } from '../hand-clock.js';
import { authorisationOf } from '../records.js';

test('a code has ten characters, none of which is a vowel or looks like another', (t) => {
  const codes = new MoveCodes(handClock(), systemRandom);
  for (let number = 0; number < 500; number += 1)
    t.regex(codes.issue(authorisationOf(clientNumber(number))).text, /^[CDFHJKMNPRTWX34679]{10}$/);
});

test('all characters come as often as each other, whatever the bytes', (t) => {
  let next = 0;
  const everyByte = (length: number) => Buffer.from(Array.from({ length }, () => next++ % 256));
  const codes = new MoveCodes(handClock(), everyByte);
  const counts = new Map<string, number>();
  for (
    let number = 0;
    number < 126;
    number += 1 // 126 codes of 10 take the 252 fair bytes five times
  )
    for (const each of codes.issue(authorisationOf(clientNumber(number))).text)
      counts.set(each, (counts.get(each) ?? 0) + 1);
  t.deepEqual(new Set(counts.values()), new Set([70]));
});
