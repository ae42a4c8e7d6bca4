import { constants, type promises } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { reasonOf } from '../errors.js';

/** The calls of node:fs/promises that writing a file durably takes; handed in, so that a test can make them fail. */
export type FileSystem = Pick<typeof promises, 'open' | 'rename' | 'unlink'>;

type FileHandle = Awaited<ReturnType<FileSystem['open']>>;

/** A directory that is kept open, for files in it that are written again and again. */
export class DurableDirectory {
  readonly #fs: FileSystem;
  readonly #path: string;
  readonly #handle: FileHandle;

  static async open(fs: FileSystem, path: string): Promise<DurableDirectory> {
    return new DurableDirectory(fs, path, await fs.open(path, constants.O_RDONLY | constants.O_DIRECTORY));
  }

  private constructor(fs: FileSystem, path: string, handle: FileHandle) {
    this.#fs = fs;
    this.#path = path;
    this.#handle = handle;
  }

  /**
   * Puts a whole new content in the place of a file so that after a power cut there is either the old or the new:
   * temporary file beside it, fsync, rename, fsync of the directory (rename(2), fsync(2)). The file is 0600.
   */
  async write(name: string, content: readonly Uint8Array[]): Promise<void> {
    const temporary = join(this.#path, `.${name}.new`);
    try {
      await this.#writeSynced(temporary, content);
      await this.#fs.rename(temporary, join(this.#path, name));
    } catch (error) {
      await this.#fs.unlink(temporary).catch(() => undefined); // gives a full disk its space back; it may not exist
      throw error;
    }
    try {
      await this.#handle.sync();
    } catch (error) {
      throw new UnsyncedName(error);
    }
  }

  /** Removes a file so that it is gone after a power cut, too. */
  async remove(name: string): Promise<void> {
    await this.#fs.unlink(join(this.#path, name));
    await this.#handle.sync();
  }

  close(): Promise<void> {
    return this.#handle.close();
  }

  async #writeSynced(path: string, content: readonly Uint8Array[]): Promise<void> {
    const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC;
    const file = await this.#fs.open(path, flags, 0o600);
    try {
      await writeAll(file, content);
      await file.sync();
    } finally {
      file.close().catch(() => undefined); // whether it is kept was said by then: nobody waits
    }
  }
}

/** Puts a whole new content in the place of a file, for one that is seldom written. */
export const writeDurably = (fs: FileSystem, path: string, content: readonly Uint8Array[]) =>
  inDirectoryOf(fs, path, (directory, name) => directory.write(name, content));

/** Removes a file so that it is gone after a power cut, too. */
export const removeDurably = (fs: FileSystem, path: string) =>
  inDirectoryOf(fs, path, (directory, name) => directory.remove(name));

async function inDirectoryOf(
  fs: FileSystem,
  path: string,
  use: (directory: DurableDirectory, name: string) => Promise<void>,
): Promise<void> {
  const directory = await DurableDirectory.open(fs, dirname(path));
  try {
    await use(directory, basename(path));
  } finally {
    await directory.close();
  }
}

/** The new content stands under the file's name, but whether it will after a power cut is not known. */
export class UnsyncedName extends Error {
  readonly code: unknown;

  constructor(cause: unknown) {
    super(reasonOf(cause), { cause });
    this.code = (cause as NodeJS.ErrnoException).code;
  }
}

/** The pieces one after the other, without copying them together first. */
async function writeAll(file: FileHandle, pieces: readonly Uint8Array[]): Promise<void> {
  const { bytesWritten } = await file.writev(pieces);
  const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
  // A disk that is full takes a part; what it says to the rest is why.
  if (bytesWritten < length) await file.writeFile(Buffer.concat(pieces).subarray(bytesWritten));
}
