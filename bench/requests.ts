import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { awake } from './awake.js';
import { compare } from './comparison.js';
import { buildGround, clearGround, devices, runAtClient, target } from './ground.js';
import { measureLogins } from './logins.js';
import { openNds } from './opennds.js';
import { residentMegabytes } from './process.js';
import type { Report } from './report.js';
import { markdown } from './requests-report.js';
import { bareNode, gate511, nginx } from './servers.js';
import { visitorsConfig, writeState } from './state.js';

/** Intercepted requests, logins and memory, beside bare node:http and nginx; gives the report. */
export async function benchRequests(rounds: number): Promise<Report> {
  const directory = await mkdtemp(join(tmpdir(), 'gate511-bench-'));
  await buildGround();
  try {
    await writeState(directory);
    const body = join(directory, 'body.html');
    const { listeningSeconds, logins, megabytes } = await measureDaemon(directory, body);
    const { value: compared, isAwake } = await awake(() => compareServers(directory, body, rounds));
    const figures = {
      date: new Date().toISOString(),
      node: process.version,
      rounds,
      devices,
      listeningSeconds,
      logins,
      megabytes,
      isAwake,
      ...compared,
    };
    return { figures, text: markdown(figures) };
  } finally {
    await clearGround();
    await rm(directory, { recursive: true, force: true });
  }
}

async function compareServers(directory: string, body: string, rounds: number) {
  const keepAlive = new URL('./keep-alive.js', import.meta.url).href;
  return {
    closing: await compare(
      [
        gate511(directory),
        bareNode(body, 'close'),
        bareNode(body, 'close', 'fast'),
        nginx(directory, body),
        openNds(),
      ],
      { requests: 20_000, parallel: 16, keepsAlive: false },
      rounds,
    ),
    kept: await compare(
      [gate511(directory, { preload: ['--import', keepAlive] }), bareNode(body, 'keep-alive')],
      { requests: 60_000, parallel: 16, keepsAlive: true },
      rounds,
    ),
  };
}

/** What concerns the daemon alone: start, memory, logins. Keeps the bytes that it sends, for the others to send too. */
async function measureDaemon(directory: string, body: string) {
  const began = performance.now();
  const running = await gate511(directory).start();
  const listeningSeconds = (performance.now() - began) / 1000;
  const megabytes = [residentMegabytes(running.pid)];
  try {
    await writeFile(body, await runAtClient('curl', '-s', target));
    for (let part = 0; part < 4; part += 1) {
      for (let run = 0; run < 25; run += 1) await runAtClient('ab', '-q', '-n', '10000', '-c', '16', target);
      megabytes.push(residentMegabytes(running.pid));
    }
  } finally {
    await running.stop();
  }
  const withVisitors = await gate511(directory, { config: visitorsConfig }).start();
  try {
    return { listeningSeconds, megabytes, logins: await measureLogins() };
  } finally {
    await withVisitors.stop();
  }
}
