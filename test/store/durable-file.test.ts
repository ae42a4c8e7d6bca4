import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import test from 'ava';
import { writeDurably } from '../../src/store/durable-file.js';
import { temporaryDirectory } from '../temporary-directory.js';
import { failure, WatchedDisk } from './watched-disk.js';

test('the new content is on disk before it takes the name, and the name before anybody is told', async (t) => {
  const directory = await temporaryDirectory(t);
  const disk = new WatchedDisk();
  await writeDurably(disk, join(directory, 'file.json'), [Buffer.from('n'), Buffer.from('ew')]);
  t.deepEqual(disk.calls, [
    `open ${basename(directory)}`,
    'open .file.json.new',
    'write .file.json.new',
    'sync .file.json.new',
    'rename .file.json.new file.json',
    `sync ${basename(directory)}`,
  ]);
  t.is(await readFile(join(directory, 'file.json'), 'utf8'), 'new');
  t.is((await stat(join(directory, 'file.json'))).mode & 0o777, 0o600);
});

for (const failing of ['open', 'write', 'sync', 'rename'])
  test(`when ${failing} fails the old content stays and nothing is left beside it`, async (t) => {
    const directory = await temporaryDirectory(t);
    const path = join(directory, 'file.json');
    await writeFile(path, 'old');
    const disk = new WatchedDisk();
    disk.before = (call) => {
      if (call.startsWith(`${failing} .file.json.new`)) throw failure('ENOSPC');
    };
    await t.throwsAsync(writeDurably(disk, path, [Buffer.from('n'), Buffer.from('ew')]), { code: 'ENOSPC' });
    t.is(await readFile(path, 'utf8'), 'old');
    t.deepEqual(await readdir(directory), ['file.json']);
  });

test('what a crash left of an earlier attempt is not in the way', async (t) => {
  const directory = await temporaryDirectory(t);
  await writeFile(join(directory, '.file.json.new'), 'half of someth');
  await writeDurably(new WatchedDisk(), join(directory, 'file.json'), [Buffer.from('n'), Buffer.from('ew')]);
  t.deepEqual(await readdir(directory), ['file.json']);
  t.is(await readFile(join(directory, 'file.json'), 'utf8'), 'new');
});
