import { readdirSync, readFileSync } from 'node:fs';
import { run } from '../../src/system/run.js';

/** What the daemon holds at one moment. */
export interface Sample {
  readonly seconds: number;
  readonly logins: number;
  readonly rssMebibytes: number;
  readonly descriptors: number;
  readonly children: number;
  /** How long a tiny request takes: that long other work kept the event loop. */
  readonly lagMs: number;
}

export async function sampleOf(pid: number, seconds: number, logins: number): Promise<Sample> {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const threads = readdirSync(`/proc/${pid}/task`);
  const children = threads.flatMap((thread) =>
    readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8').split(' ').filter(Boolean),
  );
  return {
    seconds: Math.round(seconds),
    logins,
    rssMebibytes: Math.round(Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1]) / 1024),
    descriptors: readdirSync(`/proc/${pid}/fd`).length,
    children: children.length,
    lagMs: await lag(),
  };
}

/** Measured by another program, for the simulation keeps its own event loop busy; the median of nine. */
async function lag(): Promise<number> {
  const args = ['-s', '-o', '/dev/null', '-w', '%{time_total} ', 'http://127.0.0.1:8512/healthz'];
  const times: number[] = [];
  for (let asked = 0; asked < 9; asked += 1) times.push(Number(await run('curl', args)) * 1_000);
  times.sort((a, b) => a - b);
  return Math.round((times[4] ?? 0) * 10) / 10;
}

/** Generous, for a busy machine: what grows goes far beyond in ten minutes. */
const allowed = {
  rssMebibytes: (before: number) => before * 1.3 + 20,
  descriptors: (before: number) => before * 1.3 + 50,
  children: (before: number) => before + 1,
  lagMs: (before: number) => before * 3 + 10,
} as const;

/** What is more in the last third than in the first, a sentence each. */
export function growth(samples: readonly Sample[]): string[] {
  const third = Math.floor(samples.length / 3);
  return (Object.keys(allowed) as (keyof typeof allowed)[]).flatMap((key) => {
    const before = mean(samples.slice(0, third).map((sample) => sample[key]));
    const after = mean(samples.slice(-third).map((sample) => sample[key]));
    return after <= allowed[key](before) ? [] : [`${key} grew from ${before} to ${after}`];
  });
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
