import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { raiseNeighbourLimits } from '../../src/client/neighbour-table.js';
import { recordedLog } from '../recorded-log.js';
import { temporaryDirectory } from '../temporary-directory.js';

test('the limits of the neighbour tables are raised, and those that are higher stay', async (t) => {
  const { root, limit } = await settings(t, {
    gc_thresh1: '128\n',
    gc_thresh2: '100000\n',
    gc_thresh3: '1024\n',
  });
  const log = recordedLog();
  await raiseNeighbourLimits(log, root);
  t.is(await limit('gc_thresh1'), '16384');
  t.is(await limit('gc_thresh2'), '100000\n');
  t.is(await limit('gc_thresh3'), '65536');
  t.deepEqual(log.lines, []);
});

test('a limit that cannot be read or raised is named, with what is wanted, and the others are raised', async (t) => {
  const { root, directory, limit } = await settings(t, { gc_thresh1: '128\n', gc_thresh3: '1024\n' });
  const path = join(directory, 'gc_thresh2');
  await mkdir(path);
  const log = recordedLog();
  await raiseNeighbourLimits(log, root);
  t.is(await limit('gc_thresh1'), '16384');
  t.is(log.lines.length, 1);
  t.like(log.lines[0], { level: 'warn', fields: { path, wanted: 32_768 } });
});

test('a network namespace without limits of its own is none of it', async (t) => {
  const log = recordedLog();
  await raiseNeighbourLimits(log, await temporaryDirectory(t));
  t.deepEqual(log.lines, []);
});

/** As under /proc/sys/net, with the limits of IPv4. */
async function settings(t: ExecutionContext, given: Readonly<Record<string, string>>) {
  const root = await temporaryDirectory(t);
  const directory = join(root, 'ipv4', 'neigh', 'default');
  await mkdir(directory, { recursive: true });
  for (const [name, value] of Object.entries(given)) await writeFile(join(directory, name), value);
  const limit = (name: string) => readFile(join(directory, name), 'utf8');
  return { root, directory, limit };
}
