import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { projectPath } from '../project.js';

const connections = 400;

/** A server that is asked by its own process, one connection after the other. */
const script = (beforehand: string) => `
  import { connect, createServer } from 'node:net';
  ${beforehand}
  const server = createServer((socket) => socket.end('x'));
  server.listen(0, '127.0.0.1', async () => {
    for (let left = ${connections}; left > 0; left -= 1)
      await new Promise((closed) => connect(server.address().port).resume().on('close', closed));
    server.close();
  });`;

/** How often V8 had to look up by name what a new socket reads of its options. */
function missesWith(beforehand: string): number {
  const directory = mkdtempSync(join(tmpdir(), 'gate511-'));
  try {
    const log = join(directory, 'v8.log');
    const flags = ['--log-ic', `--logfile=${log}`, '--no-logfile-per-isolate', '--input-type=module'];
    execFileSync(process.execPath, [...flags, '--eval', script(beforehand)]);
    return readFileSync(log, 'latin1')
      .split('\n')
      .filter((line) => /^LoadIC,.*,pauseOnCreate,/.test(line)).length;
  } finally {
    rmSync(directory, { recursive: true });
  }
}

test('the options of sockets are of few hidden classes', (t) => {
  const sockets = JSON.stringify(projectPath('dist/src/system/sockets.js'));
  const misses = missesWith(`import { keepSocketsFast } from ${sockets}; keepSocketsFast();`);
  t.true(misses < connections / 10, `${misses} misses`);
  const [major] = process.versions.node.split('.');
  if (major !== '20') return;
  const before = missesWith('');
  t.true(before > connections / 2, `${before} misses without it: is it needed any longer?`);
});
