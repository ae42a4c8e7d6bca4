import type { Middleware } from 'koa';
import { problemDocument } from '../http/error-pages.js';
import { asPortalError, refuseBareStatus } from '../http/fault.js';
import { newReference } from '../http/reference.js';
import { en } from '../languages/en.js';
import type { Log } from '../system/log.js';
import type { RandomBytes } from '../system/random.js';

/** Faults as problem documents (RFC 9457). Unlike a visitor, an operator is told the detail. */
export function problems(log: Log, random: RandomBytes): Middleware {
  return async (ctx, next) => {
    try {
      await next();
      refuseBareStatus(ctx);
    } catch (thrown) {
      const error = asPortalError(thrown);
      const reference = newReference(random);
      if (error.status >= 500)
        log.error({ reference, code: error.code, detail: error.message }, 'an operator could not be served');
      ctx.status = error.status;
      ctx.body = JSON.stringify(
        problemDocument(error, en.problems[error.code].title, error.message, reference),
      );
      ctx.set('Content-Type', 'application/problem+json');
    }
  };
}
