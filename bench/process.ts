import { readdirSync, readFileSync } from 'node:fs';

const ticksPerSecond = 100;

/** CPU time that a process and its children have used, in microseconds (proc_pid_stat(5)). */
export function cpuMicroseconds(pid: number): number {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
    .trim()
    .split(' ')
    .filter(Boolean);
  const own = readdirSync(`/proc/${pid}/task`).reduce(
    (sum, task) => sum + taskTicks(`/proc/${pid}/task/${task}/stat`),
    0,
  );
  return (
    (own / ticksPerSecond) * 1e6 + children.reduce((sum, child) => sum + cpuMicroseconds(Number(child)), 0)
  );
}

function taskTicks(path: string): number {
  const fields = readFileSync(path, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ');
  return Number(fields[11]) + Number(fields[12]);
}

/** Resident memory in MB. */
export function residentMegabytes(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1000;
}
