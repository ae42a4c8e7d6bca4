import test from 'ava';
import { WrongGuesses } from '../../src/access/wrong-guesses.js';

const patience = { free: 1, firstSeconds: 30, longestSeconds: 60 };

test('of very many devices that guess wrong the oldest are forgotten', async (t) => {
  const guesses = new WrongGuesses();
  for (let number = 0; number < 10_000; number += 1) await guesses.begin(`device ${number}`, patience);
  t.is((await guesses.begin('device 0', patience)).kind, 'too-many');
  t.is((await guesses.begin('another', patience)).kind, 'begun');
  t.is((await guesses.begin('device 1', patience)).kind, 'too-many');
  t.is((await guesses.begin('device 0', patience)).kind, 'begun');
});
