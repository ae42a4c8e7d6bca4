import type { Context, Middleware } from 'koa';
import type { PortalError } from '../errors.js';
import { problemDocument } from '../http/error-pages.js';
import { asPortalError, logFault, refuseBareStatus } from '../http/fault.js';
import { newReference } from '../http/reference.js';
import type { AdminOptions } from './options.js';
import { titleOf } from './problem-texts.js';
import { type FieldFault, Refusal } from './refusal.js';

const headers = { 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' };

/** Faults as problem documents (RFC 9457). Unlike a visitor, an operator is told the detail. */
export function problems(options: FaultOptions): Middleware {
  return async (ctx, next) => {
    ctx.set(headers);
    try {
      await next();
      refuseBareStatus(ctx);
    } catch (thrown) {
      sendProblem(
        ctx,
        problemIn(ctx, thrown, options, ({ message }) => message),
      );
    }
  };
}

export type FaultOptions = Pick<AdminOptions, 'log' | 'random'>;

/** As RFC 9457 has it. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly instance?: string;
  readonly errors?: readonly FieldFault[];
}

/** What an operator is told of what was thrown, with status and headers set. */
export function problemIn(
  ctx: Context,
  thrown: unknown,
  { log, random }: FaultOptions,
  detailOf: (error: PortalError) => string,
): Problem {
  if (thrown instanceof Refusal) {
    const { code, status, title, message: detail, errors } = thrown;
    ctx.status = status;
    ctx.set(thrown.headers);
    const reasons = errors.length === 0 ? {} : { errors };
    return { type: `urn:gate511:problem:${code}`, title, status, detail, ...reasons };
  }
  const error = asPortalError(thrown);
  const reference = newReference(random);
  logFault(ctx, error, reference, log);
  ctx.status = error.status;
  ctx.set(error.headers);
  if (error.retryAfterSeconds !== undefined) ctx.set('Retry-After', String(error.retryAfterSeconds));
  return problemDocument(error, titleOf(error), detailOf(error), reference);
}

export function sendProblem(ctx: Context, problem: Problem): void {
  ctx.body = JSON.stringify(problem);
  ctx.set({ ...headers, 'Content-Type': 'application/problem+json' });
}
