import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { openSecret } from '../../src/store/secret.js';
import { systemRandom } from '../../src/system/random.js';
import { temporaryDirectory } from '../temporary-directory.js';

const remedy = 'put it back';
const secretPath = async (t: ExecutionContext) => join(await temporaryDirectory(t), 'secret');

test('the key of the forms is made once, and only its owner can read it', async (t) => {
  const path = await secretPath(t);
  const secret = await openSecret(path, systemRandom, remedy);
  t.is(secret.length, 32);
  t.is((await stat(path)).mode & 0o777, 0o600);
  t.deepEqual(await openSecret(path, systemRandom, remedy), secret);
});

test('a key that is damaged is neither used nor replaced', async (t) => {
  const path = await secretPath(t);
  for (const content of ['', 'AAAA', 'not a key at all']) {
    await writeFile(path, content);
    await t.throwsAsync(openSecret(path, systemRandom, remedy), {
      name: 'OperatorError',
      message: /is damaged: put it back/,
    });
    t.is(await readFile(path, 'utf8'), content);
  }
});

test('a key that cannot be read says why', async (t) => {
  const path = await temporaryDirectory(t);
  await t.throwsAsync(openSecret(path, systemRandom, remedy), {
    name: 'OperatorError',
    message: /cannot be used: EISDIR/,
  });
});
