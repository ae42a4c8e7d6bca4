import { promises } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { exit, hasErrno, OperatorError, reasonOf } from '../errors.js';
import { writeDurably } from '../store/durable-file.js';
import type { RandomBytes } from '../system/random.js';

const secretBytes = 32;

/**
 * The key of the form tokens: kept in a file, so that a page opened before a restart still works after it. Rejects with
 * an OperatorError when the file cannot be had, or holds something else: an empty key would let anybody forge forms.
 */
export async function openSecret(path: string, random: RandomBytes): Promise<Buffer> {
  try {
    return (await keptSecret(path)) ?? (await newSecret(path, random));
  } catch (error) {
    if (error instanceof OperatorError) throw error;
    throw new OperatorError(`${path} cannot be used: ${reasonOf(error)}`, exit.unavailable, { cause: error });
  }
}

async function keptSecret(path: string): Promise<Buffer | undefined> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (hasErrno(error, 'ENOENT')) return undefined;
    throw error;
  }
  const kept = Buffer.from(text, 'base64url');
  if (kept.length === secretBytes) return kept;
  throw new OperatorError(
    `${path} is damaged: remove it, and open sign-in pages are asked for anew`,
    exit.unavailable,
  );
}

async function newSecret(path: string, random: RandomBytes): Promise<Buffer> {
  const secret = random(secretBytes);
  await writeDurably(promises, path, [Buffer.from(secret.toString('base64url'))]);
  return secret;
}
