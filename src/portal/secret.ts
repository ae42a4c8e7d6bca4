import { promises } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { hasErrno } from '../errors.js';
import { writeDurably } from '../store/durable-file.js';
import type { RandomBytes } from '../system/random.js';

/** The key of the form tokens: kept in a file, so that a page opened before a restart still works after it. */
export async function openSecret(path: string, random: RandomBytes): Promise<Buffer> {
  try {
    return Buffer.from(await readFile(path, 'utf8'), 'base64url');
  } catch (error) {
    if (!hasErrno(error, 'ENOENT')) throw error;
  }
  const secret = random(32);
  await writeDurably(promises, path, secret.toString('base64url'));
  return secret;
}
