import { mkdtemp, rm } from 'node:fs/promises';
import { type RequestOptions, request } from 'node:http';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { adminSocketIn } from '../src/config/state.js';
import { markdownTable, median, percentile } from './figures.js';
import { buildGround, clearGround, deviceMac, devices } from './ground.js';
import { type Measured, measureRunning } from './intercept.js';
import { cpuMicroseconds } from './process.js';
import type { Report } from './report.js';
import { gate511 } from './servers.js';
import { writeState } from './state.js';

const times = 50;
const pollPauseMs = 1_000;
/** A round takes some seconds, so that the page is asked for several times and the regular reading falls into each. */
const load = { requests: 60_000, parallel: 16, keepsAlive: false };
const idleMs = 10_000;

const api = '/api/v1/clients';
const asked = [
  [`GET ${api}, the first hundred`, `${api}?limit=100`],
  [`GET ${api}, most data first`, `${api}?sort=-outputBytes&limit=100`],
  [`GET ${api}, one MAC address`, `${api}?search=${deviceMac(devices - 1)}`],
  ['GET /api/v1/status', '/api/v1/status'],
  ['page Now', '/'],
  ['page Devices', '/clients'],
  ['page Devices, most data first', '/clients?sort=-outputBytes'],
  ['page Devices, an address', '/clients?search=10.99.139.15'],
  ['page of a device', `/clients/guest/${deviceMac(devices - 1)}`],
] as const;

/** What operators wait for beside ten thousand devices, and what visitors notice of a page that follows them. */
export async function benchOperators(rounds: number): Promise<Report> {
  const [loadBefore = 0] = loadavg();
  const directory = await mkdtemp(join(tmpdir(), 'gate511-bench-'));
  await buildGround();
  try {
    await writeState(directory);
    const running = await gate511(directory).start();
    try {
      const cookie = await signIn(join(directory, 'state'));
      const idleShare = await cpuShare(running.pid, () => pause(idleMs));
      const answers = [];
      for (const [name, path] of asked)
        answers.push({ name, ...(await waitFor(path, cookie, running.pid, idleShare)) });
      const beside = await measureBeside(running.pid, cookie, rounds);
      const figures = {
        date: new Date().toISOString(),
        node: process.version,
        rounds,
        devices,
        loadBefore,
        answers,
        beside,
      };
      return { figures, text: markdown(figures) };
    } finally {
      await running.stop();
    }
  } finally {
    await clearGround();
    await rm(directory, { recursive: true, force: true });
  }
}

/** Makes an operator; gives the cookie of his session. */
async function signIn(state: string): Promise<string> {
  const password = 'correct horse battery';
  const made = await send(
    { socketPath: adminSocketIn(state), path: '/api/v1/operators/bench', method: 'PUT' },
    JSON.stringify({ role: 'admin', password }),
  );
  if (made.status !== 200) throw new Error(`no operator could be made: ${made.body}`);
  const { cookie } = await send(
    { port: 8512, path: '/login', method: 'POST' },
    new URLSearchParams({ name: 'bench', password, code: '' }).toString(),
  );
  return cookie;
}

async function waitFor(path: string, cookie: string, pid: number, idleShare: number) {
  const took: number[] = [];
  for (let time = 0; time < 5; time += 1) await get(path, cookie); // for warmth
  const began = performance.now();
  const share = await cpuShare(pid, async () => {
    for (let time = 0; time < times; time += 1) {
      took.push(await get(path, cookie));
      await pause(20);
    }
  });
  const cpuMilliseconds = ((share - idleShare) * (performance.now() - began)) / times;
  return { medianMilliseconds: median(took), p99Milliseconds: percentile(took, 99), cpuMilliseconds };
}

/** Gives how long the answer took, in milliseconds. */
async function get(path: string, cookie: string): Promise<number> {
  const began = performance.now();
  const { status } = await send({ port: 8512, path, headers: { Cookie: cookie } });
  if (status !== 200) throw new Error(`${path} was answered ${status}`);
  return performance.now() - began;
}

/** The part of one core's time that a process has while something is done. */
async function cpuShare(pid: number, task: () => Promise<unknown>): Promise<number> {
  const [before, began] = [cpuMicroseconds(pid), performance.now()];
  await task();
  return (cpuMicroseconds(pid) - before) / 1000 / (performance.now() - began);
}

/** The interceptor by turns alone and beside a page of devices that is asked for once a second. */
async function measureBeside(pid: number, cookie: string, rounds: number) {
  const turns: { readonly alone: Measured; readonly polled: Measured }[] = [];
  await measureRunning(pid, load);
  for (let round = 0; round < rounds; round += 1) {
    const alone = await measureRunning(pid, load);
    const ended = new AbortController();
    const polling = poll(cookie, ended.signal);
    const polled = await measureRunning(pid, load);
    ended.abort();
    await polling;
    turns.push({ alone, polled });
  }
  return {
    alonePerSecond: median(turns.map(({ alone }) => alone.requestsPerSecond)),
    polledPerSecond: median(turns.map(({ polled }) => polled.requestsPerSecond)),
    ratio: median(turns.map(({ alone, polled }) => polled.requestsPerSecond / alone.requestsPerSecond)),
    cpuRatio: median(
      turns.map(({ alone, polled }) => polled.cpuMicrosecondsPerRequest / alone.cpuMicrosecondsPerRequest),
    ),
    aloneP99Milliseconds: median(turns.map(({ alone }) => alone.p99Milliseconds)),
    polledP99Milliseconds: median(turns.map(({ polled }) => polled.p99Milliseconds)),
  };
}

async function poll(cookie: string, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const took = await get('/clients', cookie);
    await pause(Math.max(0, pollPauseMs - took), undefined, { signal }).catch(() => undefined);
  }
}

function send(options: RequestOptions, body?: string) {
  return new Promise<{ status: number; body: string; cookie: string }>((resolve, reject) => {
    const outgoing = request({ host: '127.0.0.1', ...options, agent: false }, (incoming) => {
      let text = '';
      incoming.on('data', (chunk: Buffer) => {
        text += chunk.toString();
      });
      const [set = ''] = incoming.headers['set-cookie'] ?? [];
      const answer = () => ({
        status: incoming.statusCode ?? 0,
        body: text,
        cookie: set.split(';')[0] ?? '',
      });
      incoming.on('end', () => resolve(answer()));
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

interface Figures {
  readonly date: string;
  readonly rounds: number;
  readonly devices: number;
  /** Of the machine in the minute before: what else runs there. */
  readonly loadBefore: number;
  readonly answers: readonly ({ readonly name: string } & Awaited<ReturnType<typeof waitFor>>)[];
  readonly beside: Awaited<ReturnType<typeof measureBeside>>;
}

const markdown = ({ date, rounds, loadBefore, answers, beside }: Figures) => `# Operators, ${date}

${devices.toLocaleString('en')} devices, all neighbours and online; each question ${times} times, one after the other.
The load average before was ${loadBefore.toFixed(1)} on ${cpus().length} cores: other programs' share of the figures.

${markdownTable(
  ['what', 'median ms', 'p99 ms', 'CPU ms'],
  answers.map(({ name, medianMilliseconds, p99Milliseconds, cpuMilliseconds }) => [
    name,
    ...[medianMilliseconds, p99Milliseconds, cpuMilliseconds].map((figure) => figure.toFixed(1)),
  ]),
)}

The interceptor, ${rounds} rounds by turns; the page *Devices* is asked for once a second.

${markdownTable(
  ['beside', 'requests/s', 'p99 ms'],
  [
    ['nobody', beside.alonePerSecond.toFixed(0), beside.aloneP99Milliseconds],
    ['the page', beside.polledPerSecond.toFixed(0), beside.polledP99Milliseconds],
  ],
)}

With the page it answers ${(beside.ratio * 100).toFixed(1)} % of what it answers without, and takes ${(beside.cpuRatio * 100).toFixed(1)} % of the
CPU time for each (medians of the rounds). The CPU time of an answer is what the daemon takes beyond what it takes idle.
`;
