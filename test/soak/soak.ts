// `npm run test:soak`: the real daemon with the real firewall in a namespace, and 2,000 devices, each with an address and
// a MAC of its own on one link, that come, log in and leave. Ends with 1 when memory, descriptors, children or event-loop
// lag of the daemon have grown since it was warm.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { run } from '../../src/system/run.js';
import { Gate } from '../crash/gate.js';
import { childrenOfThread } from '../namespace.js';
import { beyond, buildZone, gatewayAddress, guests } from './ground.js';
import { growthOf } from './growth.js';
import { type Sample, sampleOf } from './samples.js';

const seconds = Number(process.env.GATE511_SOAK_SECONDS ?? 600);
const visitorsAtOnce = 16;
const samplesInAll = 60;
const devices = guests(2_000);

const directory = await mkdtemp(join(tmpdir(), 'gate511-soak-'));
const socketPath = join(directory, 'watched.sock');
const gateway = await buildZone(devices);
try {
  const preload = new URL(`./watched.js?socket=${socketPath}`, import.meta.url).href;
  const link = { gateway: gatewayAddress, beyond };
  const under = ['ip', 'netns', 'exec', gateway];
  const gate = await Gate.create(directory, { under, preload, link });
  await gate.start();
  const [pid = 0] = childrenOfThread();
  try {
    await soak(gate, pid);
  } finally {
    await gate.kill();
  }
} finally {
  await run('ip', ['netns', 'del', gateway]);
  await rm(directory, { recursive: true, force: true });
}

async function soak(gate: Gate, pid: number): Promise<void> {
  const beganAt = performance.now();
  const elapsed = () => (performance.now() - beganAt) / 1_000;
  const isOver = () => elapsed() >= seconds;
  let logins = 0;
  let refused = 0;
  const visits = Array.from({ length: visitorsAtOnce }, async (_, visitor) => {
    for (let turn = visitor; !isOver(); turn += visitorsAtOnce) {
      const device = devices[turn % devices.length];
      if (device === undefined) break;
      const isIn = Math.floor(turn / devices.length) % 2 === 1;
      const { status } = isIn ? await gate.logOut(device) : await gate.join(device);
      if (status === 303) logins += isIn ? 0 : 1;
      else refused += 1;
    }
  });
  const samples: Sample[] = [];
  for (let count = 1; count <= samplesInAll && !isOver(); count += 1) {
    await pause(Math.max(0, (seconds * count * 1_000) / samplesInAll - elapsed() * 1_000 - 500));
    const sample = await sampleOf(pid, socketPath, { seconds: Math.round(elapsed()), logins });
    if (count === 1) table(Object.keys(sample));
    row(Object.values(sample));
    samples.push(sample);
  }
  await Promise.all(visits);
  table(['what', 'mean', 'grown', 'allowed']);
  const growth = growthOf(samples);
  for (const { what, mean, grown, allowed } of growth)
    row([what, mean.toFixed(1), grown.toFixed(2), allowed]);
  if (refused > 0) row([`${refused} forms were not answered 303`, '', '', 0]);
  if (refused > 0 || growth.some(({ grown, allowed }) => grown > allowed)) process.exitCode = 1;
}

function table(headings: readonly string[]): void {
  process.stdout.write('\n');
  row(headings);
  row(headings.map(() => '--:'));
}

function row(cells: readonly (string | number)[]): void {
  process.stdout.write(`| ${cells.join(' | ')} |\n`);
}
