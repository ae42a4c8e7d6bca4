// Run beside a hotspot, as its own process: clears the hotspot away when its standard input ends, which it does however
// the test that holds the other end of it ended.
import { readdir, rm, rmdir } from 'node:fs/promises';
import { run } from '../../src/system/run.js';

const [prefix = '', directory = ''] = process.argv.slice(2);

for await (const _ of process.stdin); // nothing is ever written to it

const namespaces = (await readdir('/run/netns')).filter((name) => name.startsWith(`${prefix}-`));
for (const name of namespaces) {
  const pids = (await run('ip', ['netns', 'pids', name])).split('\n').filter((pid) => pid !== '');
  for (const pid of pids) end(Number(pid));
  await run('ip', ['netns', 'delete', name]);
  await rm(`/etc/netns/${name}`, { recursive: true, force: true });
}
await rmdir('/etc/netns').catch(() => undefined); // others may use it
await rm(directory, { recursive: true, force: true });

function end(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // it has ended meanwhile
  }
}
