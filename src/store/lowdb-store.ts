import { constants, promises, readFileSync } from 'node:fs';
import { copyFile, stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Adapter, Low } from 'lowdb';
import { exit, hasErrno, OperatorError, PortalError, reasonOf } from '../errors.js';
import { type Tell, untold } from '../happenings/happenings.js';
import { makeDirectory } from '../system/make-directory.js';
import { stopwatch } from '../system/stopwatch.js';
import { type Changed, type Contents, Draft, noContents } from './contents.js';
import { ContentsStore } from './contents-store.js';
import { DurableDirectory, type FileSystem, UnsyncedName } from './durable-file.js';
import type { Store } from './store.js';
import { contentsOf, parseStoreFile, type StoreFile } from './store-file.js';
import { lockStore, type StoreLock } from './store-lock.js';
import { StoreText } from './store-text.js';

/** lowdb's file, written so that neither a crash nor a power cut leaves half of it. */
class DurableAdapter implements Adapter<Contents | Draft> {
  readonly #path: string;
  readonly #directory: DurableDirectory;
  #text = new StoreText();
  /** What the last write changed; whether it was kept, the next one knows. */
  #lastChanged: Changed | undefined;

  constructor(path: string, directory: DurableDirectory) {
    this.#path = path;
    this.#directory = directory;
  }

  async read(): Promise<Contents> {
    const file = await readStoreFile(this.#path, keepCopy);
    const contents = file ? contentsOf(file) : noContents();
    this.#text = StoreText.of(contents);
    return contents;
  }

  async write(contents: Contents | Draft): Promise<void> {
    const records = contents instanceof Draft ? contents.records : contents;
    if (this.#lastChanged) this.#text.take(records, this.#lastChanged);
    this.#lastChanged = contents instanceof Draft ? contents.changed : undefined;
    if (this.#lastChanged) this.#text.take(records, this.#lastChanged);
    await this.#directory.write(basename(this.#path), this.#text.encoded());
  }

  async writeLastGood(): Promise<void> {
    await this.#directory.write(basename(lastGoodOf(this.#path)), this.#text.encoded());
  }
}

/**
 * Opens the embedded store, `store.json` in the state directory. Throws an OperatorError when another daemon has it or
 * the file is damaged; a damaged file is kept, as a copy too, and never overwritten.
 */
export async function openLowdbStore(path: string, fs: FileSystem = promises, tell = untold): Promise<Store> {
  let lock: StoreLock | undefined;
  let directory: DurableDirectory | undefined;
  const release = async () => {
    await directory?.close();
    await lock?.release();
  };
  try {
    await makeDirectory(dirname(path));
    lock = await lockStore(`${path}.lock`);
    directory = await DurableDirectory.open(fs, dirname(path));
    const adapter = new DurableAdapter(path, directory);
    const contents = await adapter.read();
    const low = new Low<Contents | Draft>(adapter, contents);
    await low.write();
    await adapter.writeLastGood();
    return lockedStore(low, contents, release, tell);
  } catch (error) {
    await release();
    throw error instanceof OperatorError ? error : unusable(path, error);
  }
}

/**
 * The store's file, null when there is none yet. Throws an OperatorError when it cannot be read or is damaged; `keep` then
 * puts it aside and gives where. Nothing else is written.
 */
export async function readStoreFile(
  path: string,
  keep?: (path: string) => Promise<string>,
): Promise<StoreFile | null> {
  let text: string;
  try {
    text = readFileSync(path, 'utf8'); // nobody waits for anything else yet; `readFile` takes three times as long
  } catch (error) {
    if (hasErrno(error, 'ENOENT')) return nothingUnlessLost(path);
    throw unusable(path, error);
  }
  try {
    return parseStoreFile(JSON.parse(text));
  } catch (error) {
    const copy = lastGoodOf(path);
    const kept = keep ? `it is kept as ${await keep(path)}; ` : '';
    throw new OperatorError(
      `the store ${path} is damaged: ${reasonOf(error)}; ${kept}` +
        `the last good copy, if there is one, is ${copy}; to go on with it: cp ${copy} ${path}`,
      exit.refused,
    );
  }
}

const unusable = (path: string, cause: unknown) =>
  new OperatorError(`the store ${path} cannot be used: ${reasonOf(cause)}`, exit.refused, { cause });

export const lastGoodOf = (path: string) => path.replace(/(\.json)?$/, '.last-good.json');

function lockedStore(
  low: Low<Contents | Draft>,
  contents: Contents,
  release: () => Promise<void>,
  tell: Tell,
): Store {
  const store = new ContentsStore(contents, async (draft) => {
    const seconds = stopwatch();
    try {
      low.data = draft;
      await low.write();
      tell('committed', { seconds: seconds(), isKept: true });
    } catch (cause) {
      tell('committed', { seconds: seconds(), isKept: false });
      low.data = contents;
      if (cause instanceof UnsyncedName) await takeBack(low);
      const code = hasErrno(cause, 'ENOSPC', 'EDQUOT') ? 'store-full' : 'store-unavailable';
      throw new PortalError(code, { detail: `store: ${reasonOf(cause)}`, cause });
    }
  });
  const close = store.close.bind(store);
  return Object.assign(store, {
    close: async () => {
      await close();
      await release();
    },
  });
}

const takeBackTries = 10;
const takeBackPauseMs = 20;

/**
 * Puts the earlier content back before anybody is told that his change was not kept. Where even that fails each time, the
 * next write that succeeds does it.
 */
async function takeBack(low: Low<Contents | Draft>): Promise<void> {
  for (let tries = 0; tries < takeBackTries; tries += 1) {
    try {
      await low.write();
      return;
    } catch {
      await pause(takeBackPauseMs);
    }
  }
}

/** A first start has neither file; where only the copy is left, somebody moved the store away. */
async function nothingUnlessLost(path: string): Promise<null> {
  const copy = lastGoodOf(path);
  const isThere = await stat(copy).then(
    () => true,
    () => false,
  );
  if (!isThere) return null;
  throw new OperatorError(
    `the store ${path} is missing, but its last good copy ${copy} is there; ` +
      `to go on with the copy: cp ${copy} ${path}; to begin anew: remove the copy`,
    exit.refused,
  );
}

/** For whoever wants to know what was in it, also after the operator has put the last good copy in its place. */
async function keepCopy(path: string): Promise<string> {
  const { mtimeMs } = await stat(path);
  const aside = `${path}.damaged-${Math.round(mtimeMs)}`;
  // A copy and not a link, since the cp that the message advises writes into the file that is there.
  await copyFile(path, aside, constants.COPYFILE_EXCL).catch((error: unknown) => {
    if (!hasErrno(error, 'EEXIST')) throw error; // the same damage was found at an earlier start
  });
  return aside;
}
