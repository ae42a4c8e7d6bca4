import { promises } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { exit, hasErrno, OperatorError, reasonOf } from '../errors.js';
import { removeDurably, writeDurably } from '../store/durable-file.js';
import type { Store } from '../store/store.js';
import { type Backup, parseBackup } from './backup-file.js';

/** Where a restore that is under way is noted. */
const noteIn = (state: string) => join(state, 'restore.pending');

interface Place {
  readonly state: string;
  /** Files that a backup holds beside the store. */
  readonly keptFiles: readonly string[];
}

/**
 * Goes back to a backup: the files beside the store, then the store, by `replaceStore`. The whole of it is noted before,
 * so that what a crash cuts off is done at the next start. When it rejects nothing has changed, unless it says so.
 */
export async function restore<T>(
  text: string,
  { files }: Backup,
  { state, keptFiles }: Place,
  replaceStore: () => Promise<T>,
): Promise<T> {
  const note = noteIn(state);
  const former = await contentsOf(keptFiles);
  await writeDurably(promises, note, [Buffer.from(text)]);
  let replaced: T;
  try {
    await writeFiles(keptFiles, files);
    replaced = await replaceStore();
  } catch (error) {
    await writeFiles(keptFiles, former);
    await remove(note);
    throw error;
  }
  await remove(note);
  return replaced;
}

/** Does what a crash has left of a restore; gives of when the backup is, undefined where nothing is left. Throws an OperatorError. */
export async function finishRestore(
  { state, keptFiles }: Place,
  store: Store,
  now: number,
): Promise<string | undefined> {
  const note = noteIn(state);
  try {
    const text = await readFile(note, 'utf8').catch((error: unknown) => {
      if (hasErrno(error, 'ENOENT')) return undefined;
      throw error;
    });
    if (text === undefined) return undefined;
    const { madeAt, files, store: records } = parseBackup(text);
    await writeFiles(keptFiles, files);
    await store.replaceAll(records, now);
    await removeDurably(promises, note);
    return madeAt;
  } catch (cause) {
    throw new OperatorError(
      `the restore that was cut off cannot be finished: ${reasonOf(cause)}; to give it up, remove ${note}`,
      exit.refused,
      { cause },
    );
  }
}

/** By the names that a backup has for them; nothing for a file that is not there. */
export async function contentsOf(paths: readonly string[]): Promise<Backup['files']> {
  const found = await Promise.all(
    paths.map(async (path) => {
      const content = await readFile(path).catch((error: unknown) => {
        if (hasErrno(error, 'ENOENT')) return undefined;
        throw error;
      });
      return content ? [[basename(path), content] as const] : [];
    }),
  );
  return Object.fromEntries(found.flat());
}

/** Those that differ. One of which nothing is said stays: it harms nobody. */
async function writeFiles(paths: readonly string[], files: Backup['files']): Promise<void> {
  const present = await contentsOf(paths);
  for (const path of paths) {
    const content = files[basename(path)];
    if (content && !present[basename(path)]?.equals(content)) await writeDurably(promises, path, [content]);
  }
}

/** A note that stays would have the next start do it again. */
async function remove(note: string): Promise<void> {
  await removeDurably(promises, note).catch((cause: unknown) => {
    throw new Error(`remove ${note}, or the next start restores that backup: ${reasonOf(cause)}`, { cause });
  });
}
