import test from 'ava';
import fc from 'fast-check';
import { WrongGuesses } from '../../src/access/wrong-guesses.js';
import { handClock } from '../hand-clock.js';

const patience = { free: 3, firstSeconds: 30, longestSeconds: 60 };

/** Keys are guessed at one after the other; gives whether the last one must wait from now on. */
function guessing(most?: number) {
  const clock = handClock();
  const guesses = new WrongGuesses(clock, most);
  const guess = (key: string, isWrong = true) => {
    const begun = guesses.begin(key, patience);
    if (begun.kind === 'begun' && !isWrong) begun.takeBack();
    return begun.kind;
  };
  const lock = (key: string) => {
    for (let times = 0; times < patience.free; times += 1) guess(key);
  };
  return { clock, guesses, guess, lock };
}

test('no number of guesses that were not wrong lifts a lock', (t) => {
  const { guess, lock } = guessing();
  lock('anna');
  for (let number = 0; number < 10_050; number += 1) guess(`user ${number}`, false);
  t.is(guess('anna'), 'too-many');
});

test('wrong guesses at very many others lift no lock either', (t) => {
  const { guess, lock } = guessing();
  lock('anna');
  for (let number = 0; number < 20_050; number += 1) guess(`user ${number}`);
  t.is(guess('anna'), 'too-many');
});

test('when all are locked the one that is guessed at least makes way, and soon is locked again', (t) => {
  const { clock, guess, lock } = guessing(2);
  lock('anna');
  lock('bert');
  clock.advance(30);
  guess('anna');
  t.is(guess('carl'), 'begun');
  t.is(guess('anna'), 'too-many');
  t.is(guess('bert'), 'begun', 'it made way');
  t.is(guess('bert'), 'too-many', 'one guess was enough');
});

test('what was forgotten of others makes nobody wait who has not guessed wrong, nor longer than the first time', (t) => {
  const { guesses, guess, lock } = guessing(1);
  for (const name of ['anna', 'bert', 'carl', 'dora']) lock(name);
  t.is(guess('emil', false), 'begun');
  t.is(guess('emil', true), 'begun');
  t.deepEqual(guesses.begin('emil', patience), { kind: 'too-many', retryAfterSeconds: 30 });
});

test('a day later all is forgotten', (t) => {
  const { clock, guess, lock } = guessing(2);
  for (const name of ['anna', 'bert', 'carl']) lock(name);
  clock.advance(86_400);
  for (const name of ['dora', 'anna'])
    t.deepEqual(
      [guess(name), guess(name), guess(name), guess(name)],
      [...Array(3).fill('begun'), 'too-many'],
    );
});

test('a guess that is taken back when its lock is over leaves the lock of a later one', (t) => {
  const { clock, guesses, guess } = guessing();
  guess('anna');
  guess('anna');
  const slow = guesses.begin('anna', patience);
  clock.advance(30);
  guess('anna');
  if (slow.kind === 'begun') slow.takeBack();
  t.is(guess('anna'), 'too-many');
});

const forms = fc.array(
  fc.record({ key: fc.constantFrom(...'abcdefgh'), isWrong: fc.boolean(), seconds: fc.nat({ max: 60 }) }),
  { minLength: 50, maxLength: 300 },
);

test('in whatever order others are guessed at, nobody has more wrong guesses free than he may', (t) => {
  t.notThrows(() =>
    fc.assert(
      fc.property(forms, fc.integer({ min: 1, max: 8 }), (all, most) => {
        const { clock, guess } = guessing(most);
        const wrong = new Map<string, number>();
        for (const { key, isWrong, seconds } of all) {
          clock.advance(seconds);
          if (guess(key, isWrong) === 'too-many' || !isWrong) continue;
          const times = (wrong.get(key) ?? 0) + 1;
          wrong.set(key, times);
          if (times >= patience.free && guess(key) !== 'too-many') throw new Error(`${key} goes on guessing`);
        }
      }),
    ),
  );
});

test('a lock holds as long as the others have fewer wrong guesses than would lock them all', (t) => {
  t.notThrows(() =>
    fc.assert(
      fc.property(forms, (all) => {
        const { guess, lock } = guessing(4);
        lock('anna');
        let left = 3 * patience.free - 1;
        for (const { key, isWrong } of all) {
          const kind = guess(key, isWrong && left > 0);
          if (kind === 'begun' && isWrong) left -= 1;
          if (guess('anna') !== 'too-many') throw new Error('anna is no longer locked');
        }
      }),
    ),
  );
});
