import { readFile } from 'node:fs/promises';
import { hasErrno, unavailable } from '../errors.js';

/**
 * The text of a file; undefined where there is none. Rejects with an OperatorError when it cannot be read, for then it may be
 * whole; `what` says what of.
 */
export async function readIfThere(path: string, what: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    if (hasErrno(cause, 'ENOENT')) return undefined;
    throw unavailable(`${what} cannot be read`, cause);
  }
}
