import { readdirSync, readFileSync } from 'node:fs';

/** CPU time that a process and its children have used, in microseconds (the kernel's Documentation/scheduler/sched-stats.rst). */
export function cpuMicroseconds(pid: number): number {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
    .trim()
    .split(' ')
    .filter(Boolean);
  const own = readdirSync(`/proc/${pid}/task`).reduce(
    (sum, task) => sum + nanoseconds(`/proc/${pid}/task/${task}/schedstat`),
    0,
  );
  return own / 1000 + children.reduce((sum, child) => sum + cpuMicroseconds(Number(child)), 0);
}

const nanoseconds = (path: string) => Number(readFileSync(path, 'utf8').split(' ')[0]);

/** Resident memory in MB. */
export function residentMegabytes(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1000;
}
