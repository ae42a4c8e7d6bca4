import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { hasErrno } from '../errors.js';

/**
 * Makes a directory for this user alone, and those above it; one that is there stays as it is. Not by Node's own `recursive`,
 * which tries again for ever where nothing can be made in a directory that is there, such as /proc.
 */
export async function makeDirectory(path: string): Promise<void> {
  const parent = dirname(path);
  if (!(await isDirectory(parent))) await makeDirectory(parent);
  await mkdir(path, { mode: 0o700 }).catch(async (error: unknown) => {
    if (!hasErrno(error, 'EEXIST') || !(await isDirectory(path))) throw error;
  });
}

const isDirectory = (path: string) =>
  stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
