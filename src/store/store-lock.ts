import { open } from 'node:fs/promises';
import { exit, OperatorError } from '../errors.js';
import { errnoError, libc } from '../system/libc.js';

const LOCK_EX_NB = 2 | 4;
const LOCK_UN = 8;

/** Held while a daemon uses a store. */
export interface StoreLock {
  release(): Promise<void>;
}

/** flock(2): the kernel frees it when the process ends in whatever way, so there is no stale lock to judge. */
export async function lockStore(path: string): Promise<StoreLock> {
  const file = await open(path, 'a', 0o600);
  if (libc().flock(file.fd, LOCK_EX_NB) !== 0) {
    const cause = errnoError('flock');
    await file.close();
    throw new OperatorError(
      `another gate511 uses this store (${path} is locked); stop it first`,
      exit.refused,
      {
        cause,
      },
    );
  }
  return {
    release: async () => {
      libc().flock(file.fd, LOCK_UN); // closing alone leaves it with a child that is between fork and exec
      await file.close();
    },
  };
}
