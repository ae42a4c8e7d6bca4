import type { Sample } from './samples.js';

/** By how much each may be more at the end of what is judged than at its beginning: noise, on a busy machine. */
const allowed = {
  heapMebibytes: 3,
  externalMebibytes: 3,
  rssMebibytes: 20,
  descriptors: 10,
  children: 0.5,
  lagMs: 20,
} as const;

export interface Growth {
  readonly what: keyof typeof allowed;
  readonly mean: number;
  /** Along the line that fits the samples best, from the first to the last. */
  readonly grown: number;
  readonly allowed: number;
}

/** How each figure moved after the first third of the samples, in which caches fill and code is compiled. */
export function growthOf(samples: readonly Sample[]): Growth[] {
  const judged = samples.slice(Math.floor(samples.length / 3));
  const times = judged.map(({ seconds }) => seconds);
  const duration = Math.max(...times) - Math.min(...times);
  return (Object.keys(allowed) as (keyof typeof allowed)[]).map((what) => {
    const values = judged.map((sample) => sample[what]);
    return { what, mean: mean(values), grown: slope(times, values) * duration, allowed: allowed[what] };
  });
}

/** Of the straight line of least squares. */
function slope(xs: readonly number[], ys: readonly number[]): number {
  const [x, y] = [mean(xs), mean(ys)];
  const covariance = xs.reduce((sum, each, index) => sum + (each - x) * ((ys[index] ?? y) - y), 0);
  return covariance / xs.reduce((sum, each) => sum + (each - x) ** 2, 0);
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
