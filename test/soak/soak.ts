// `npm run test:soak`: the real daemon with the real firewall in a namespace, and 2,000 devices that come, log in and
// leave. Ends with 1 when memory, descriptors, children or event-loop lag of the daemon have grown.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { manyDevices } from '../crash/devices.js';
import { Gate } from '../crash/gate.js';
import { childrenOfThread, enterNewNamespace, ip } from '../namespace.js';
import { growth, type Sample, sampleOf } from './samples.js';

const seconds = Number(process.env.GATE511_SOAK_SECONDS ?? 600);
const visitorsAtOnce = 16;
const samplesInAll = 24;
const devices = manyDevices(2_000);

const directory = await mkdtemp(join(tmpdir(), 'gate511-soak-'));
try {
  await enterNewNamespace();
  await ip('link add br-guest type bridge');
  const gate = await Gate.create(directory, { devices });
  await gate.start();
  const [pid = 0] = childrenOfThread();
  try {
    await soak(gate, pid);
  } finally {
    await gate.kill();
  }
} finally {
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
  say('| seconds | logins | RSS MiB | descriptors | children | lag ms |\n|--:|--:|--:|--:|--:|--:|');
  const samples: Sample[] = [];
  for (let count = 1; count <= samplesInAll && !isOver(); count += 1) {
    await pause(Math.max(0, (seconds * count * 1_000) / samplesInAll - elapsed() * 1_000 - 500));
    const sample = await sampleOf(pid, elapsed(), logins);
    samples.push(sample);
    say(`| ${Object.values(sample).join(' | ')} |`);
  }
  await Promise.all(visits);
  const faults = [...growth(samples), ...(refused > 0 ? [`${refused} forms were not answered 303`] : [])];
  say(faults.length === 0 ? 'Nothing has grown.' : faults.join('\n'));
  if (faults.length > 0) process.exitCode = 1;
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
