import { z } from 'zod';
import { putBack } from '../../access/restore.js';
import { hasErrno, PortalError, reasonOf } from '../../errors.js';
import { noContents } from '../../store/contents.js';
import { storeFileOf } from '../../store/store-file.js';
import { toldOf } from '../auth/by.js';
import { type Backup, backupText, parseBackup } from '../backup-file.js';
import { count, time } from '../fields.js';
import { gateOf } from '../gate-of.js';
import type { AdminOptions } from '../options.js';
import { Refusal } from '../refusal.js';
import { operation } from '../rest/operation.js';
import { contentsOf, restore } from '../restoring.js';

const mebibyte = 1024 * 1024;
const largestBackup = 64 * mebibyte;
const mediaType = 'application/octet-stream';

const file = z.string().meta({
  description:
    'Two lines of JSON: what it is, with a checksum, and its content. As secret as the state directory.',
});
const empty = backupText({
  madeAt: '2026-01-02T12:00:00.000Z',
  store: storeFileOf(noContents()),
  files: {},
});

/** What the daemon cannot make anew, in one file. */
export function backupOperations(options: AdminOptions) {
  const { gate, keptFiles, doors, edits } = options;
  return {
    getBackup: operation({
      method: 'get',
      path: '/backup',
      summary: 'What the daemon cannot make anew, as of one moment',
      scope: 'backup:write',
      gives: mediaType,
      answer: file,
      examples: { 'of a daemon that has nothing yet': { answer: empty } },
      run: ({ caller }) =>
        edits.run('backup', async () => {
          await gate.usage.readIfPossible();
          await gate.usage.save(gate.store);
          const [store, files] = [await gate.store.everything(), await contentsOf(keptFiles)];
          const text = backupText({ madeAt: new Date(gate.wallClock()).toISOString(), store, files });
          checkSize(Buffer.byteLength(text));
          gate.tell('backup-made', toldOf(caller));
          return text;
        }),
    }),

    putBackup: operation({
      method: 'put',
      path: '/backup',
      summary:
        'Go back to a backup: all or, where it is refused, nothing. Operators sign in anew. 503 where only the firewall is behind',
      scope: 'backup:write',
      takes: mediaType,
      mostBytes: largestBackup,
      body: file,
      answer: z.strictObject({ madeAt: time, authorisations: count, listEntries: count }),
      examples: {
        'to nothing': {
          body: empty,
          answer: { madeAt: '2026-01-02T12:00:00.000Z', authorisations: 0, listEntries: 0 },
        },
      },
      async run({ body, caller }) {
        const backup = parsed(body);
        const { madeAt, store } = backup;
        const replaceStore = async () => {
          const concerned = await putBack(gateOf(gate, caller), store, caller.name);
          doors.closeAll();
          gate.tell('backup-restored', { madeAt, ...toldOf(caller) });
          return concerned;
        };
        const clients = await edits
          .run('backup', () => restore(body, backup, options, replaceStore))
          .catch((cause: unknown) => {
            throw asFault(cause);
          });
        await Promise.all(clients.map((client) => gate.enforcer.enforce(client)));
        return {
          madeAt,
          authorisations: store.authorisations.length,
          listEntries: store.listEntries.length,
        };
      },
    }),
  };
}

/** Better known when it is made than when it is needed. */
function checkSize(bytes: number): void {
  if (bytes <= largestBackup) return;
  const [size, most] = [bytes, largestBackup].map((each) => `${Math.ceil(each / mebibyte)} MiB`);
  throw new Refusal('conflict', `the backup would have ${size}, and ${most} can be restored: copy the files`);
}

function parsed(text: string): Backup {
  try {
    return parseBackup(text);
  } catch (cause) {
    throw new PortalError('bad-request', { detail: reasonOf(cause), cause });
  }
}

function asFault(cause: unknown): unknown {
  if (cause instanceof PortalError) return cause;
  const code = hasErrno(cause, 'ENOSPC', 'EDQUOT') ? 'store-full' : 'store-unavailable';
  return new PortalError(code, { detail: `restore: ${reasonOf(cause)}`, cause });
}
