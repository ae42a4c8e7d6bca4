import { readdirSync, readFileSync } from 'node:fs';

/**
 * CPU time that a process and its children have used, in microseconds (the kernel's Documentation/scheduler/sched-stats.rst);
 * that of children which have ended to a hundredth of a second (proc(5)).
 */
export function cpuMicroseconds(pid: number): number {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
    .trim()
    .split(' ')
    .filter(Boolean);
  const own = readdirSync(`/proc/${pid}/task`).reduce(
    (sum, task) => sum + nanoseconds(`/proc/${pid}/task/${task}/schedstat`),
    0,
  );
  const running = children.reduce((sum, child) => sum + cpuMicroseconds(Number(child)), 0);
  return own / 1000 + running + endedMicroseconds(pid);
}

const ticksASecond = 100;

function endedMicroseconds(pid: number): number {
  const [, fields = ''] = /\) (.*)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? [];
  const [user = 0, system = 0] = fields.split(' ').slice(13, 15).map(Number); // cutime and cstime
  return ((user + system) * 1e6) / ticksASecond;
}

const nanoseconds = (path: string) => Number(readFileSync(path, 'utf8').split(' ')[0]);

/** Resident memory in MB. */
export function residentMegabytes(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1000;
}
