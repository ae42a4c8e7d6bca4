import { libc } from './libc.js';

const CLOCK_BOOTTIME = 7;
const timespec = Buffer.alloc(16);
const isLinux = process.platform === 'linux';

/** Milliseconds since the machine was started, those asleep included (clock_gettime(2)), which Node's own clocks leave out. */
export function sinceBootMs(): number {
  if (!isLinux) return performance.now();
  libc().clock_gettime(CLOCK_BOOTTIME, timespec);
  return timespec.readUInt32LE(0) * 1000 + timespec.readUInt32LE(8) / 1e6;
}
