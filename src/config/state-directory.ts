import { stat } from 'node:fs/promises';
import { exit, hasErrno, OperatorError } from '../errors.js';

/** Throws an OperatorError where something else than a directory is at this path or above it. Makes nothing. */
export async function checkStateDirectory(state: string): Promise<void> {
  const isOther = await stat(state).then(
    (found) => !found.isDirectory(),
    (error: unknown) => hasErrno(error, 'ENOTDIR'),
  );
  if (isOther)
    throw new OperatorError(
      `state: found "${state}", which is a file or below one, allowed: a directory, or where one can be made`,
      exit.configuration,
    );
}
