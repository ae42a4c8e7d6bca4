import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { makeDirectory } from '../../src/system/make-directory.js';
import { temporaryDirectory } from '../temporary-directory.js';

test('a directory is made with those above it, for its owner alone, and may be there', async (t) => {
  const above = join(await temporaryDirectory(t), 'above');
  await makeDirectory(join(above, 'it'));
  for (const path of [above, join(above, 'it')]) t.is((await stat(path)).mode & 0o777, 0o700, path);
  await t.notThrowsAsync(makeDirectory(join(above, 'it')));
});

test('where none can be made it says so at once', async (t) => {
  const file = join(await temporaryDirectory(t), 'file');
  await writeFile(file, '');
  await t.throwsAsync(makeDirectory(file), { code: 'EEXIST' });
  await t.throwsAsync(makeDirectory(join(file, 'below')), { code: 'EEXIST' });
  await t.throwsAsync(makeDirectory('/proc/gate511'), { code: 'ENOENT' });
  await t.throwsAsync(makeDirectory('/proc/gate511/below'), { code: 'ENOENT' });
});
