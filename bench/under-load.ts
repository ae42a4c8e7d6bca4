// `npm run bench:load`: how long another visitor waits while 1,500 connections are held by slow clients and one client
// asks as fast as he can.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { markdownTable, median, percentile } from './figures.js';
import { buildGround, clearGround, runAtClient, startAtClient, target } from './ground.js';
import { ask, openForm } from './logins.js';
import { gate511, interceptorPort } from './servers.js';
import { type Visitor, visitors, visitorsConfig, writeState } from './state.js';

const times = 300;
const crowdAddresses = [0, 1, 2].flatMap((kind) =>
  [0, 1, 2, 3, 4].map((number) => `10.99.0.${10 + kind * 10 + number}`),
);
const floodAddress = '10.99.0.3';

if (process.getuid?.() !== 0) throw new Error('the bench builds network namespaces: run it as root');
const directory = await mkdtemp(join(tmpdir(), 'gate511-bench-'));
await buildGround();
try {
  await writeState(directory);
  const running = await gate511(directory, { config: visitorsConfig }).start();
  const someone = [...visitors];
  try {
    const rows = [['nobody else', ...(await measure(someone))]];
    for (const address of [...crowdAddresses, floodAddress])
      await runAtClient('ip', 'addr', 'add', `${address}/16`, 'dev', 'eth0');
    const crowd = startAtClient(process.execPath, fileURLToPath(new URL('crowd.js', import.meta.url)));
    await crowd.line(/^ready$/);
    rows.push(['1,500 slow connections', ...(await measure(someone))]);
    const flood = startAtClient(
      'ab',
      '-q',
      '-r',
      '-t',
      '600',
      '-n',
      '10000000',
      '-c',
      '16',
      '-B',
      floodAddress,
      target,
    );
    rows.push(['these and a flood of one client', ...(await measure(someone))]);
    const { stdout } = await flood.kill('SIGINT');
    await crowd.kill('SIGKILL');
    const heads = ['beside', '511 median ms', '511 p99 ms', 'login median ms', 'login p99 ms'];
    const answered = /Requests per second:\s+([\d.]+)/.exec(stdout)?.[1];
    process.stdout.write(
      `${markdownTable(heads, rows)}\n\nThe flood was answered ${answered} times a second.\n`,
    );
  } finally {
    await running.stop();
  }
} finally {
  await clearGround();
  await rm(directory, { recursive: true, force: true });
}

/** A visitor's first intercepted request and his login, again and again with another visitor. */
async function measure(someone: Visitor[]): Promise<string[]> {
  const [first, login]: [number[], number[]] = [[], []];
  for (const visitor of someone.splice(0, times)) {
    const began = performance.now();
    const { status } = await ask({
      host: '127.0.0.1',
      port: interceptorPort,
      localAddress: visitor.address,
      path: '/',
    });
    if (status !== 511) throw new Error(`a visitor was answered ${status}`);
    first.push(performance.now() - began);
    const send = await openForm(visitor);
    const sent = performance.now();
    await send();
    login.push(performance.now() - sent);
  }
  return [first, login].flatMap((all) => [median(all).toFixed(1), percentile(all, 99).toFixed(1)]);
}
