import { readFile, writeFile } from 'node:fs/promises';
import { hasErrno, reasonOf } from '../errors.js';
import type { Log } from '../system/log.js';

/** Entries for gc_thresh1, 2 and 3 (arp(7)): the kernel's own limit of 1,024 would forget devices of a busy zone. */
const thresholds = [
  ['gc_thresh3', 65_536],
  ['gc_thresh2', 32_768],
  ['gc_thresh1', 16_384],
] as const;

/** Raises the limits of the kernel's neighbour tables where they are lower, and says so where that is not permitted. */
export async function raiseNeighbourLimits(log: Log, settings = '/proc/sys/net'): Promise<void> {
  for (const family of ['ipv4', 'ipv6'])
    for (const [name, wanted] of thresholds) {
      const path = `${settings}/${family}/neigh/default/${name}`;
      try {
        if (Number(await readFile(path, 'utf8')) < wanted) await writeFile(path, String(wanted));
      } catch (error) {
        if (hasErrno(error, 'ENOENT')) continue; // another network namespace than the first has no such limits
        log.warn(
          { path, wanted, reason: reasonOf(error) },
          'the neighbour table stays small: set this by sysctl',
        );
      }
    }
}
