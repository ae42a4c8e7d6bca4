import { fileURLToPath } from 'node:url';
import { type Contender, plainNat, portal, ruleForEachClient } from './contenders.js';
import { median } from './figures.js';
import { type ForwardingFigures, forwardingMarkdown } from './forwarding-report.js';
import { Line } from './line.js';
import type { Report } from './report.js';

const floodSeconds = 1;
const tcpSeconds = 2;
const floodScript = fileURLToPath(new URL('flood.js', import.meta.url));
const contenders = [
  plainNat,
  portal(1),
  portal(1_000),
  portal(10_000),
  portal(100_000),
  ruleForEachClient(1_000),
];

interface Measured {
  readonly packetsPerSecond: number[];
  readonly downMegabits: number[];
  readonly upMegabits: number[];
}

/** Packets and TCP through the gateway beside plain NAT, by turns. */
export async function benchForwarding(rounds: number): Promise<Report> {
  const lines: { contender: Contender; line: Line; measured: Measured }[] = [];
  try {
    for (const [index, contender] of contenders.entries()) {
      const line = await Line.build(String(index));
      lines.push({ contender, line, measured: { packetsPerSecond: [], downMegabits: [], upMegabits: [] } });
      for (const text of contender.texts) await line.nft(line.gateway, text);
    }
    for (const { contender, line } of lines) await flood(line, contender.clients); // connections and caches
    for (let round = 0; round < rounds; round += 1) {
      for (const { contender, line, measured } of lines)
        measured.packetsPerSecond.push(await flood(line, contender.clients));
      for (const { line, measured } of lines) {
        measured.downMegabits.push((await line.tcp(tcpSeconds, '-R')).megabits);
        measured.upMegabits.push((await line.tcp(tcpSeconds)).megabits);
      }
    }
  } finally {
    for (const { line } of lines) await line.clear();
  }
  const [plain] = lines.map(({ measured }) => measured);
  const figures: ForwardingFigures = {
    date: new Date().toISOString(),
    rounds,
    forwarding: lines.map(({ contender: { name }, measured }) => ({
      name,
      packetsPerSecond: median(measured.packetsPerSecond),
      packetsToPlain: ratio(measured.packetsPerSecond, plain?.packetsPerSecond),
      downMegabits: median(measured.downMegabits),
      downToPlain: ratio(measured.downMegabits, plain?.downMegabits),
      upMegabits: median(measured.upMegabits),
      upToPlain: ratio(measured.upMegabits, plain?.upMegabits),
    })),
  };
  return { figures, text: forwardingMarkdown(figures) };
}

/** Packets a second that arrive at the server. */
async function flood(line: Line, clients: number): Promise<number> {
  const mac = await line.gatewayMac();
  const before = await line.received();
  await line.in(
    line.client,
    'taskset',
    '-c',
    '1',
    process.execPath,
    floodScript,
    mac,
    String(clients),
    String(floodSeconds * 1000),
  );
  return ((await line.received()) - before) / floodSeconds;
}

/** The median of the ratios within each round. */
const ratio = (own: readonly number[], plain: readonly number[] = []) =>
  median(own.map((each, round) => each / (plain[round] ?? Number.NaN)));
