import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import type { MacAddress } from '../src/client/mac-address.js';
import type { ZoneName } from '../src/client/zone-name.js';
import { storeFileIn } from '../src/config/state.js';
import { NftablesFirewall } from '../src/firewall/nftables-firewall.js';
import { unused } from '../src/store/authorisation.js';
import { currentVersion } from '../src/store/store-file.js';
import { systemClock } from '../src/system/clock.js';
import { run } from '../src/system/run.js';
import { Program } from '../test/e2e/program.js';
import { enterNewNamespace } from '../test/namespace.js';
import { authorisationOf } from '../test/records.js';
import { options } from './contenders.js';
import { median } from './figures.js';
import { inside, Line, macOf } from './line.js';

const main = fileURLToPath(new URL('../src/main.js', import.meta.url));
const rates = { uploadBitsPerSecond: 100e6, downloadBitsPerSecond: 100e6 };
const zone = 'guest' as ZoneName;
const clientOf = (number: number) => ({ mac: macOf(number) as MacAddress, zone });

/** How long the daemon takes to let everybody in after a power cut. */
export async function measureStart(): Promise<{ authorisations: number; seconds: number }[]> {
  const found = [];
  for (const authorisations of [0, 100_000])
    found.push({ authorisations, seconds: await secondsToStart(authorisations) });
  return found;
}

async function secondsToStart(authorisations: number): Promise<number> {
  const line = await Line.build('start');
  const directory = await mkdtemp(join(tmpdir(), 'gate511-bench-'));
  try {
    const path = await writeState(directory, authorisations);
    const began = performance.now();
    const words = [process.execPath, main, 'serve', '--config', path];
    const daemon = new Program('ip', ['netns', 'exec', line.gateway, ...words]);
    await daemon.line(/"msg":"ready"/);
    const seconds = (performance.now() - began) / 1000;
    await daemon.kill('SIGTERM');
    return seconds;
  } finally {
    await line.clear();
    await rm(directory, { recursive: true, force: true });
  }
}

async function writeState(directory: string, count: number): Promise<string> {
  const state = join(directory, 'state');
  const config = {
    state,
    portal: { url: 'http://10.99.0.1/', listen: '[::]:8510' },
    interceptor: { listen: '[::]:8511' },
    zones: { guest: { interface: inside, login: ['click-through'] } },
  };
  await mkdir(state);
  await writeFile(join(directory, 'gate511.yaml'), JSON.stringify(config));
  const now = Date.now();
  const authorisations = Array.from({ length: count }, (_, number) =>
    authorisationOf(clientOf(number), { startedAt: now, endsAt: now + 8 * 3_600_000, limits: rates }),
  );
  const file = { version: currentVersion, authorisations, accounts: [], listEntries: [] };
  await writeFile(storeFileIn(state), JSON.stringify(file));
  return join(directory, 'gate511.yaml');
}

/** What a reading of ten thousand clients' counters takes, and how long it holds up everything else. */
export async function measureCounters() {
  const clients = 10_000;
  await enterNewNamespace();
  const firewall = new NftablesFirewall(options, run, systemClock, true);
  await firewall.load();
  await Promise.all(
    Array.from({ length: clients }, (_, number) =>
      firewall.setAccess(clientOf(number), { kind: 'open', used: unused, rates }),
    ),
  );
  const took: number[] = [];
  await firewall.enforced();
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  for (let reading = 0; reading < 20; reading += 1) {
    const began = performance.now();
    await firewall.enforced();
    took.push(performance.now() - began);
  }
  delay.disable();
  await firewall.close();
  return { clients, milliseconds: median(took), longestStallMilliseconds: delay.max / 1e6 };
}
