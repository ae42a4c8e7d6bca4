import Koa from 'koa';
import { reasonOf } from '../errors.js';
import { type Log, printable } from '../system/log.js';

/** A Koa application that tells our log, not standard error, of what no middleware could answer: broken connections. */
export function koaApp(log: Log): Koa {
  const app = new Koa();
  app.on('error', (error: unknown) =>
    log.debug({ reason: printable(reasonOf(error)) }, 'an answer was cut off'),
  );
  return app;
}
