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
  portal(1, false),
  portal(1),
  portal(1_000),
  portal(10_000),
  portal(100_000),
  ruleForEachClient(1_000),
];

/** What is measured of each gateway once a round. */
const measures = {
  'packets/s': flood,
  'TCP down, Mbit/s': async (line: Line) => (await line.tcp(tcpSeconds, '-R')).megabits,
  'TCP up, Mbit/s': async (line: Line) => (await line.tcp(tcpSeconds)).megabits,
  'joined: down, Mbit/s': (line: Line) => joined(line, '-R'),
  'joined: up, Mbit/s': (line: Line) => joined(line),
};

/** Packets and TCP through the gateway beside plain NAT, by turns. */
export async function benchForwarding(rounds: number): Promise<Report> {
  const gateways: { contender: Contender; line: Line; found: Map<string, number[]> }[] = [];
  try {
    for (const [index, contender] of contenders.entries()) {
      const line = await Line.build(String(index));
      gateways.push({ contender, line, found: new Map() });
      for (const text of contender.texts) await line.nft(line.gateway, text);
    }
    for (const { contender, line } of gateways) await flood(line, contender.clients); // connections and caches
    for (let round = 0; round < rounds; round += 1)
      for (const [name, measure] of Object.entries(measures))
        for (const { contender, line, found } of gateways)
          found.set(name, [...(found.get(name) ?? []), await measure(line, contender.clients)]);
  } finally {
    for (const { line } of gateways) await line.clear();
  }
  const plain = gateways[0]?.found;
  const figures: ForwardingFigures = {
    date: new Date().toISOString(),
    rounds,
    forwarding: gateways.map(({ contender: { name }, found }) => ({
      name,
      measured: [...found].map(([measure, each]) => ({
        measure,
        median: median(each),
        toPlain: ratio(each, plain?.get(measure)),
      })),
    })),
  };
  return { figures, text: forwardingMarkdown(figures) };
}

/** One flow whose segments are joined. */
async function joined(line: Line, ...options: string[]): Promise<number> {
  await line.joinSegments(true);
  const { megabits } = await line.tcp(tcpSeconds, ...options);
  await line.joinSegments(false);
  return megabits;
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
