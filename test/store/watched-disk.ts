import { promises } from 'node:fs';
import { basename } from 'node:path';
import type { FileSystem } from '../../src/store/durable-file.js';

/** The real disk, with a record of the calls in their order, and a say in whether each succeeds. */
export class WatchedDisk implements FileSystem {
  /** For instance `open .store.json.new`. */
  readonly calls: string[] = [];
  /** Told of each call before it is made, as it is recorded; what it throws is what the call fails with. */
  before: (call: string) => void | Promise<void> = () => undefined;

  readonly open: FileSystem['open'] = async (path, flags, mode) => {
    const file = basename(String(path));
    await this.#called(`open ${file}`);
    const handle = await promises.open(path, flags, mode);
    const write = handle.writev.bind(handle);
    const sync = handle.sync.bind(handle);
    return Object.assign(handle, {
      writev: async (...args: Parameters<typeof write>) => {
        await this.#called(`write ${file}`);
        return write(...args);
      },
      sync: async () => {
        await this.#called(`sync ${file}`);
        await sync();
      },
    });
  };

  readonly rename: FileSystem['rename'] = async (from, to) => {
    await this.#called(`rename ${basename(String(from))} ${basename(String(to))}`);
    await promises.rename(from, to);
  };

  readonly unlink: FileSystem['unlink'] = async (path) => {
    await this.#called(`unlink ${basename(String(path))}`);
    await promises.unlink(path);
  };

  async #called(call: string): Promise<void> {
    this.calls.push(call);
    await this.before(call);
  }
}

/** What a system call fails with. */
export const failure = (code: string) => Object.assign(new Error(`${code}: the disk says no`), { code });
