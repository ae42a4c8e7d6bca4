import test from 'ava';
import { PasswordHashes, type Scrypt } from '../../../src/login/password/password-hashes.js';
import { systemRandom } from '../../../src/system/random.js';
import { cheap } from './members.js';

test('a password matches its own hash, composed or decomposed, and no other', async (t) => {
  const hashes = new PasswordHashes({ random: systemRandom });
  const hash = await hashes.of('gr\u00fcne Wiese');
  t.regex(hash, /^\$scrypt\$ln=14,r=8,p=5\$[\w-]{22}\$[\w-]{43}$/);
  t.true(await hashes.matches('gru\u0308ne Wiese', hash));
  t.false(await hashes.matches('gr\u00fcne wiese', hash));
  t.false(hashes.isOutdated(hash));
});

test('the same password has another hash each time', async (t) => {
  const hashes = new PasswordHashes({ random: systemRandom, cost: cheap });
  t.not(await hashes.of('correct horse'), await hashes.of('correct horse'));
});

test('a hash made with another cost is still good, and known to be outdated', async (t) => {
  const before = await new PasswordHashes({ random: systemRandom, cost: cheap }).of('correct horse');
  const hashes = new PasswordHashes({ random: systemRandom, cost: { ...cheap, p: 2 } });
  t.true(await hashes.matches('correct horse', before));
  t.true(hashes.isOutdated(before));
});

test('nothing matches where there is no hash, or none that can be read', async (t) => {
  const hashes = new PasswordHashes({ random: systemRandom, cost: cheap });
  for (const hash of [undefined, '', '$scrypt$ln=99,r=8,p=5$AA$AA', 'no hash'])
    t.false(await hashes.matches('', hash));
});

test('a flood of passwords is worked on two at a time, and refused when too many wait', async (t) => {
  let [running, most] = [0, 0];
  const scrypt: Scrypt = async (_, __, length) => {
    running += 1;
    most = Math.max(most, running);
    await new Promise(setImmediate);
    running -= 1;
    return Buffer.alloc(length);
  };
  const hashes = new PasswordHashes({ random: systemRandom, scrypt });
  const flood = await Promise.allSettled(Array.from({ length: 150 }, () => hashes.of('correct horse')));
  t.is(most, 2);
  const refused = flood.filter((each) => each.status === 'rejected');
  t.is(refused.length, 48);
  for (const each of refused) t.like(each.reason, { code: 'overloaded', retryAfterSeconds: 5 });
  t.truthy(await hashes.of('later'));
});

test('a flood of visitors’ passwords keeps no operator waiting', async (t) => {
  const done: string[] = [];
  const scrypt: Scrypt = async (password, _, length) => {
    await new Promise(setImmediate);
    done.push(password);
    return Buffer.alloc(length);
  };
  const hashes = new PasswordHashes({ random: systemRandom, scrypt });
  const flood = Promise.allSettled(Array.from({ length: 150 }, () => hashes.of('a visitor')));
  await hashes.ofOperators.of('an operator');
  t.deepEqual(done.slice(0, 3), ['a visitor', 'a visitor', 'an operator']);
  await flood;
});
