import { median } from './figures.js';
import { type Load, type Measured, measure } from './intercept.js';
import type { Server } from './servers.js';

export type Comparison = {
  readonly name: string;
  readonly measured: Measured;
  readonly toBareNode: Measured;
}[];

/** Measures the servers by turns, and gives for each the medians, and the medians of its ratios to bare node:http. */
export async function compare(
  servers: readonly (Server | undefined)[],
  load: Load,
  rounds: number,
): Promise<Comparison> {
  const there = servers.filter((server) => server !== undefined);
  const turns: Map<string, Measured>[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const turn = new Map<string, Measured>();
    for (const server of there) turn.set(server.name, await measure(server, load));
    turns.push(turn);
  }
  return there.map(({ name }) => {
    const own = turns.map((turn) => turn.get(name) as Measured);
    const ratios = turns.map((turn, index) =>
      ratio(own[index] as Measured, turn.get('bare node:http') as Measured),
    );
    return { name, measured: medians(own), toBareNode: medians(ratios) };
  });
}

const keys = ['requestsPerSecond', 'cpuMicrosecondsPerRequest', 'p99Milliseconds'] as const;
type Key = (typeof keys)[number];
const each = (value: (key: Key) => number) =>
  Object.fromEntries(keys.map((key) => [key, value(key)])) as Record<Key, number>;
const medians = (all: readonly Measured[]) => each((key) => median(all.map((one) => one[key])));
const ratio = (one: Measured, other: Measured) => each((key) => one[key] / other[key]);
