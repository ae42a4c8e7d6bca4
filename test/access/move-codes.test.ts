import test from 'ava';
import { MoveCodes } from '../../src/access/move-codes.js';
import { systemRandom } from '../../src/system/random.js';
import { clientNumber, phone } from '../clients.js';
import { handClock } from '../hand-clock.js';

test('a code has eight characters, none of which is a vowel or looks like another', (t) => {
  const codes = new MoveCodes(handClock(), systemRandom);
  for (let number = 0; number < 500; number += 1)
    t.regex(codes.issue(clientNumber(number)).text, /^[CDFHJKMNPRTWX34679]{8}$/);
});

test('all characters come as often as each other, whatever the bytes', (t) => {
  let next = 0;
  const everyByte = (length: number) => Buffer.from(Array.from({ length }, () => next++ % 256));
  const codes = new MoveCodes(handClock(), everyByte);
  const counts = new Map<string, number>();
  for (
    let number = 0;
    number < 63;
    number += 1 // 63 codes of 8 take the 252 fair bytes twice
  )
    for (const each of codes.issue(clientNumber(number)).text) counts.set(each, (counts.get(each) ?? 0) + 1);
  t.deepEqual(new Set(counts.values()), new Set([28]));
});

test('devices that change their address to guess on are stopped together', (t) => {
  const clock = handClock();
  const codes = new MoveCodes(clock, systemRandom);
  const { text } = codes.issue(phone);
  for (let guess = 0; guess < 300; guess += 1)
    t.is(codes.claim('CCCCCCCC', clientNumber(guess)).kind, 'wrong');
  t.deepEqual(codes.claim(text, clientNumber(300)), { kind: 'too-many', retryAfterSeconds: 600 });
  clock.advance(600);
  codes.forget(phone);
  t.is(codes.claim(codes.issue(phone).text, clientNumber(301)).kind, 'client');
});
