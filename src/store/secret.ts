import { promises } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { exit, hasErrno, OperatorError, unavailable } from '../errors.js';
import type { RandomBytes } from '../system/random.js';
import { writeDurably } from './durable-file.js';

const secretBytes = 32;

/**
 * A key that is kept in a file, so that what was made with it before a restart is good after it. Rejects with an
 * OperatorError when the file cannot be had, or holds something else, as an empty key would be everybody's; then
 * `remedy` says what the operator can do.
 */
export async function openSecret(path: string, random: RandomBytes, remedy: string): Promise<Buffer> {
  try {
    return (await keptSecret(path, remedy)) ?? (await newSecret(path, random));
  } catch (error) {
    if (error instanceof OperatorError) throw error;
    throw unavailable(`${path} cannot be used`, error);
  }
}

async function keptSecret(path: string, remedy: string): Promise<Buffer | undefined> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (hasErrno(error, 'ENOENT')) return undefined;
    throw error;
  }
  const kept = secretIn(text);
  if (kept) return kept;
  throw new OperatorError(`${path} is damaged: ${remedy}`, exit.unavailable);
}

/** The key that such a file holds; undefined where it holds something else. */
export function secretIn(text: string): Buffer | undefined {
  const secret = Buffer.from(text, 'base64url');
  return secret.length === secretBytes ? secret : undefined;
}

async function newSecret(path: string, random: RandomBytes): Promise<Buffer> {
  const secret = random(secretBytes);
  await writeDurably(promises, path, [Buffer.from(secret.toString('base64url'))]);
  return secret;
}
