import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { keyOf } from '../src/client/client.js';
import { storeFileIn } from '../src/config/state.js';
import { noContents } from '../src/store/contents.js';
import { StoreText } from '../src/store/store-text.js';
import { Program } from '../test/e2e/program.js';
import { authorisationOf } from '../test/records.js';
import { markdownTable, median } from './figures.js';
import { inside, Line } from './line.js';
import {
  clientOf,
  type FirewallFigures,
  measureFirewall,
  type ReadingFigures,
  rates,
} from './many-clients.js';
import { cpuMicroseconds } from './process.js';
import type { Report } from './report.js';

const main = fileURLToPath(new URL('../src/main.js', import.meta.url));

/** What the daemon may use, as `taskset` takes it. */
const cores = [
  { count: 'one core', list: '1' },
  { count: 'two cores', list: '0,1' },
] as const;
/** As in `deploy/gate511.service`. */
const flags = ['--max-semi-space-size=4', '--heap-growing-percent=80'];

interface Start {
  readonly seconds: number;
  readonly cpuSeconds: number;
}

/** The daemon and the firewall with many clients. */
export async function benchScale(rounds: number): Promise<Report> {
  const start = [];
  for (const authorisations of [0, 10_000, 100_000]) {
    const found = new Map(cores.map((each) => [each, [] as Start[]]));
    for (let round = 0; round < rounds; round += 1)
      for (const [each, starts] of found) starts.push(await measureStart(authorisations, each));
    for (const [each, starts] of found)
      start.push({
        authorisations,
        cores: each.count,
        seconds: median(starts.map(({ seconds }) => seconds)),
        cpuSeconds: median(starts.map(({ cpuSeconds }) => cpuSeconds)),
      });
  }
  const firewalls = [];
  for (const hasQuotas of [false, true]) firewalls.push({ hasQuotas, ...(await measureFirewall(hasQuotas)) });
  const date = new Date().toISOString();
  const rows = [
    ...start.map(({ authorisations, cores, seconds, cpuSeconds }) => [
      `from start to ready on ${cores}, ${authorisations.toLocaleString('en')} authorisations in the store, none in the kernel`,
      `${seconds.toFixed(2)} s (CPU time of all its threads: ${cpuSeconds.toFixed(2)} s)`,
    ]),
    ...firewalls.flatMap((each) =>
      firewallRows(each.hasQuotas ? 'with a quota each' : 'without quotas', each),
    ),
  ];
  const text = `# Scale, ${date}

${rounds} rounds. Every client has counters and a rate in each direction.

${markdownTable(['what', 'figure'], rows)}
`;
  return { figures: { date, rounds, start, firewalls }, text };
}

function firewallRows(kind: string, figures: FirewallFigures): string[][] {
  const clients = `${figures.clients.toLocaleString('en')} clients ${kind}`;
  return [
    [`${clients}: let in at once`, `${figures.crowdMilliseconds.toFixed(0)} ms`],
    [`${clients}: one more, median`, `${figures.grantMilliseconds.toFixed(2)} ms`],
    ...readingRows(`${clients}: reading the counters`, figures.counters),
    ...readingRows(`${clients}: reading all that is enforced`, figures.everything),
  ];
}

const readingRows = (what: string, { milliseconds, cpuMilliseconds, stallMilliseconds }: ReadingFigures) => [
  [what, `${milliseconds.toFixed(0)} ms (CPU time: ${cpuMilliseconds.toFixed(0)} ms)`],
  [`${what}: longest stall of the event loop in 20 of them`, `${stallMilliseconds.toFixed(0)} ms`],
];

/** After a power cut, with the flags of the unit. */
async function measureStart(authorisations: number, { list }: (typeof cores)[number]): Promise<Start> {
  const line = await Line.build('start');
  const directory = await mkdtemp(join(tmpdir(), 'gate511-bench-'));
  try {
    const path = await writeState(directory, authorisations);
    const began = performance.now();
    const words = ['taskset', '-c', list, process.execPath, ...flags, main, 'serve', '--config', path];
    const daemon = new Program('ip', ['netns', 'exec', line.gateway, ...words]);
    await daemon.line(/"msg":"ready"/);
    const seconds = (performance.now() - began) / 1000;
    const cpuSeconds = cpuMicroseconds(daemon.pid) / 1e6;
    await daemon.kill('SIGTERM');
    return { seconds, cpuSeconds };
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
  const contents = noContents();
  for (let number = 0; number < count; number += 1) {
    const client = clientOf(number);
    const session = { startedAt: now, endsAt: now + 8 * 3_600_000, limits: rates };
    contents.authorisations.set(keyOf(client), authorisationOf(client, session));
  }
  await writeFile(storeFileIn(state), Buffer.concat(StoreText.of(contents).encoded()));
  return join(directory, 'gate511.yaml');
}
