import { promises } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Middleware } from 'koa';
import { putBack } from '../../access/restore.js';
import { hasErrno, PortalError, reasonOf } from '../../errors.js';
import { readBody } from '../../http/body.js';
import { writeDurably } from '../../store/durable-file.js';
import { type Backup, backupText, parseBackup } from '../backup-file.js';
import { operatorOf } from '../operator.js';
import type { AdminOptions } from '../options.js';

const largestBackup = 64 * 1024 * 1024;

/** `GET /api/v1/backup`: what the daemon cannot make anew, as of one moment. */
export function getBackup({ gate, keptFiles }: AdminOptions): Middleware {
  return async (ctx) => {
    await gate.usage.readIfPossible();
    await gate.usage.save(gate.store);
    const store = await gate.store.everything();
    const files = await Promise.all(keptFiles.map(contentOf));
    const madeAt = new Date(gate.wallClock()).toISOString();
    ctx.body = backupText({ madeAt, store, files: Object.fromEntries(files.flat()) });
    ctx.set('Content-Type', 'application/octet-stream');
    gate.tell('backup-made', { by: operatorOf(ctx) });
  };
}

/** `PUT /api/v1/backup`: goes back to one. Where it is refused nothing has changed; 503 where only the firewall is behind. */
export function putBackup({ gate, keptFiles }: AdminOptions): Middleware {
  return async (ctx) => {
    const { madeAt, store, files } = parsed(await readBody(ctx.req, largestBackup));
    const clients = await putBack(gate, store);
    for (const path of keptFiles) {
      const content = files[basename(path)];
      if (content) await writeDurably(promises, path, [content]);
    }
    gate.tell('backup-restored', { madeAt, by: operatorOf(ctx) });
    await Promise.all(clients.map((client) => gate.enforcer.enforce(client)));
    ctx.body = { madeAt, authorisations: store.authorisations.length, listEntries: store.listEntries.length };
  };
}

/** Nothing for a file that is not there. */
async function contentOf(path: string): Promise<[string, Buffer][]> {
  try {
    return [[basename(path), await readFile(path)]];
  } catch (error) {
    if (hasErrno(error, 'ENOENT')) return [];
    throw error;
  }
}

function parsed(text: string): Backup {
  try {
    return parseBackup(text);
  } catch (cause) {
    throw new PortalError('bad-request', { detail: reasonOf(cause), cause });
  }
}
