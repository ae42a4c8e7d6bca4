import { existsSync, promises } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { exit, OperatorError, reasonOf } from '../errors.js';
import { writeDurably } from '../store/durable-file.js';
import { askDaemon } from './admin-client.js';
import type { Command } from './command.js';

/** `gate511 backup`: while the daemon runs. */
export const backup: Command = {
  name: 'backup',
  usage: 'FILE',
  summary: 'write all that cannot be made anew into a file',
  takes: 1,
  argument: 'a file',
  async run(invocation) {
    const path = resolve(invocation.positionals[0] ?? '');
    if (existsSync(path))
      throw new OperatorError(
        `${path} cannot be written: it is there, and a backup takes the place of no other file`,
        exit.refused,
      );
    const text = await askDaemon<string>(invocation, 'GET', '/backup', undefined, 'application/octet-stream');
    await writeDurably(promises, path, [Buffer.from(text)]).catch((cause: unknown) => {
      throw new OperatorError(`${path} cannot be written: ${reasonOf(cause)}`, exit.refused, { cause });
    });
    invocation.print(`${path} holds the backup; it is as secret as the state directory`);
    return exit.done;
  },
};

/** `gate511 restore`: while the daemon runs. */
export const restore: Command = {
  name: 'restore',
  usage: 'FILE',
  summary: 'go back to a backup; who is not authorised in it is out',
  takes: 1,
  argument: 'a file',
  async run(invocation) {
    const path = resolve(invocation.positionals[0] ?? '');
    const text = await readFile(path, 'utf8').catch((cause: unknown) => {
      throw new OperatorError(`${path} cannot be read: ${reasonOf(cause)}`, exit.refused, { cause });
    });
    const { madeAt } = await askDaemon<{ madeAt: string }>(invocation, 'PUT', '/backup', text);
    invocation.print(`all is as it was at ${madeAt}`);
    return exit.done;
  },
};
