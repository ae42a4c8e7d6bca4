import type { Context, Middleware } from 'koa';
import { problemDocument } from '../http/error-pages.js';
import { asPortalError, refuseBareStatus } from '../http/fault.js';
import { newReference } from '../http/reference.js';
import { en } from '../languages/en.js';
import type { Log } from '../system/log.js';
import type { RandomBytes } from '../system/random.js';
import { Refusal } from './refusal.js';

/** Faults as problem documents (RFC 9457). Unlike a visitor, an operator is told the detail. */
export function problems(log: Log, random: RandomBytes): Middleware {
  return async (ctx, next) => {
    ctx.set({ 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' });
    try {
      await next();
      refuseBareStatus(ctx);
    } catch (thrown) {
      if (thrown instanceof Refusal) refuse(ctx, thrown);
      else fail(ctx, thrown, newReference(random), log);
      ctx.set('Content-Type', 'application/problem+json');
    }
  };
}

function refuse(ctx: Context, { code, status, title, message, errors, headers }: Refusal): void {
  const reasons = errors.length === 0 ? {} : { errors };
  ctx.status = status;
  ctx.set(headers);
  ctx.body = JSON.stringify({
    type: `urn:gate511:problem:${code}`,
    title,
    status,
    detail: message,
    ...reasons,
  });
}

function fail(ctx: Context, thrown: unknown, reference: string, log: Log): void {
  const error = asPortalError(thrown);
  const { code, status, message } = error;
  if (status >= 500) log.error({ reference, code, detail: message }, 'an operator could not be served');
  ctx.status = status;
  ctx.body = JSON.stringify(problemDocument(error, en.problems[code].title, message, reference));
}
