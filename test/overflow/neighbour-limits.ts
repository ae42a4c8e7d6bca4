import { readFile, writeFile } from 'node:fs/promises';

/** Of the kernel's table for IPv6 (arp(7)): there is one for the whole machine, whatever network namespace asks. */
const limits = { gc_thresh1: 64, gc_thresh2: 128, gc_thresh3: 256 };
const pathOf = (name: string) => `/proc/sys/net/ipv6/neigh/default/${name}`;

/** What the table holds at most while `task` runs; afterwards it is as it was, however the task ends. */
export async function withSmallNeighbourTable(task: (most: number) => Promise<void>): Promise<void> {
  const before: [path: string, value: string][] = [];
  try {
    for (const [name, value] of Object.entries(limits)) {
      before.push([pathOf(name), await readFile(pathOf(name), 'utf8')]);
      await writeFile(pathOf(name), String(value));
    }
    await task(limits.gc_thresh3);
  } finally {
    await Promise.all(before.map(([path, value]) => writeFile(path, value))); // each, whatever becomes of the others
  }
}
