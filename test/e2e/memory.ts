import { readFile } from 'node:fs/promises';
import type { Hotspot } from './hotspot.js';

/** What the daemon has of the machine's memory, in kB. */
export async function memoryOf({ daemon }: Hotspot): Promise<number> {
  const { pid } = JSON.parse((await daemon.run('status', '--json')).stdout);
  return Number(/VmRSS:\s+(\d+)/.exec(await readFile(`/proc/${pid}/status`, 'utf8'))?.[1]);
}
