import { promises } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { exit, hasErrno, OperatorError } from '../errors.js';
import { writeDurably } from '../store/durable-file.js';
import type { RandomBytes } from '../system/random.js';

const secretBytes = 32;

/**
 * The key of the form tokens: kept in a file, so that a page opened before a restart still works after it. Rejects with
 * an OperatorError when the file holds something else: an empty key would let anybody forge forms.
 */
export async function openSecret(path: string, random: RandomBytes): Promise<Buffer> {
  try {
    const kept = Buffer.from(await readFile(path, 'utf8'), 'base64url');
    if (kept.length === secretBytes) return kept;
    throw new OperatorError(
      `${path} is damaged: remove it, and open sign-in pages are asked for anew`,
      exit.unavailable,
    );
  } catch (error) {
    if (!hasErrno(error, 'ENOENT')) throw error;
  }
  const secret = random(secretBytes);
  await writeDurably(promises, path, secret.toString('base64url'));
  return secret;
}
