import { createServer } from 'node:net';
import { exit, hasErrno, OperatorError } from '../errors.js';
import { table } from './ruleset.js';

/** Held while a daemon looks after the table. */
interface TableLock {
  release(): Promise<void>;
}

/**
 * One daemon a table: an abstract Unix socket (unix(7)), which belongs to the network namespace as the table does and is
 * gone with the process, however that ends.
 */
export async function lockTable(): Promise<TableLock> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) =>
      reject(
        hasErrno(cause, 'EADDRINUSE')
          ? new OperatorError(`another gate511 looks after the table ${table}; stop it first`, exit.refused, {
              cause,
            })
          : cause,
      ),
    );
    server.listen({ path: `\0${table}` }, resolve);
  });
  server.unref();
  return { release: () => new Promise((resolve) => server.close(() => resolve())) };
}
