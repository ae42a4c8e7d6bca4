import { readFileSync } from 'node:fs';
import koffi from 'koffi';
import { errnoError } from '../src/system/libc.js';
import { run } from '../src/system/run.js';

const CLONE_NEWNET = 0x40000000;
const unshare = koffi.load(null).func('int unshare(int)') as (flags: number) => number;

/**
 * Puts this thread, and each program that it starts from now on, into a network namespace of its own. AVA gives each
 * test file a process (with threads in one process, a program that another file starts holds our closed sockets open
 * between fork and exec, and their ports with them); the kernel removes the namespace when the last of its programs has
 * ended, however that comes.
 */
export async function enterNewNamespace(): Promise<void> {
  if (unshare(CLONE_NEWNET) !== 0) throw errnoError('unshare');
  await ip('link set lo up');
}

/** Runs `ip` with words that contain no spaces. */
export const ip = (words: string) => run('ip', words.split(' '));

/** The programs that this thread has started and that still run. */
export function childrenOfThread(): number[] {
  // Read in this thread: what node:fs does asynchronously runs in others.
  return readFileSync('/proc/thread-self/children', 'utf8').trim().split(/\s+/).filter(Boolean).map(Number);
}
