import { mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ExecutionContext } from 'ava';
import { hasErrno } from '../../src/errors.js';
import { run } from '../../src/system/run.js';

/** A small disk of its own at this path; it is taken away after the test, whoever still uses it. */
export async function mountDisk(t: ExecutionContext, path: string): Promise<void> {
  await mkdir(path, { recursive: true });
  await run('mount', ['-t', 'tmpfs', '-o', 'size=256k,mode=700', 'gate511-test', path]);
  t.teardown(() => run('umount', ['--lazy', path]));
}

export const makeReadOnly = (path: string) => run('mount', ['-o', 'remount,ro', path]);

const fillerIn = (path: string) => join(path, 'filler');

/** Leaves not one byte. */
export async function fillDisk(path: string): Promise<void> {
  const filler = await open(fillerIn(path), 'w');
  try {
    for (let page = 0; page < 1_000; page += 1) await filler.write(Buffer.alloc(4_096));
  } catch (error) {
    if (!hasErrno(error, 'ENOSPC')) throw error;
  } finally {
    await filler.close();
  }
}

export const makeSpace = (path: string) => rm(fillerIn(path));
