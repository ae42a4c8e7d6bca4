import { constants, type promises } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { reasonOf } from '../errors.js';

/** The calls of node:fs/promises that writing a file durably takes; handed in, so that a test can make them fail. */
export type FileSystem = Pick<typeof promises, 'open' | 'rename' | 'unlink'>;

/**
 * Puts a whole new content in the place of a file so that after a power cut there is either the old or the new:
 * temporary file beside it, fsync, rename, fsync of the directory (rename(2), fsync(2)). The file is 0600.
 */
export async function writeDurably(
  fs: FileSystem,
  path: string,
  content: readonly Uint8Array[],
): Promise<void> {
  const temporary = join(dirname(path), `.${basename(path)}.new`);
  try {
    await withOpen(
      fs,
      temporary,
      constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC,
      async (file) => {
        await writeAll(file, content);
        await file.sync();
      },
    );
    await fs.rename(temporary, path);
  } catch (error) {
    await fs.unlink(temporary).catch(() => undefined); // gives a full disk its space back; it may not exist
    throw error;
  }
  try {
    await syncDirectory(fs, path);
  } catch (error) {
    throw new UnsyncedName(error);
  }
}

/** Removes a file so that it is gone after a power cut, too. */
export async function removeDurably(fs: FileSystem, path: string): Promise<void> {
  await fs.unlink(path);
  await syncDirectory(fs, path);
}

/** Makes what is done to the name of a file last. */
const syncDirectory = (fs: FileSystem, path: string) =>
  withOpen(fs, dirname(path), constants.O_RDONLY | constants.O_DIRECTORY, (directory) => directory.sync());

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

type FileHandle = Awaited<ReturnType<FileSystem['open']>>;

async function withOpen(
  fs: FileSystem,
  path: string,
  flags: number,
  use: (file: FileHandle) => Promise<void>,
) {
  const file = await fs.open(path, flags, 0o600);
  try {
    await use(file);
  } finally {
    await file.close();
  }
}
