import type { Context, Middleware } from 'koa';
import type { PortalError } from '../errors.js';
import type { Messages } from '../languages/language.js';
import type { Log } from '../system/log.js';
import type { RandomBytes } from '../system/random.js';
import { asPortalError, logFault, refuseBareStatus } from './fault.js';
import type { Looks } from './looks.js';
import { newReference, urnOf } from './reference.js';

export interface ErrorPageOptions {
  readonly looks: Looks;
  readonly log: Log;
  readonly random: RandomBytes;
  /** Offered on the page where opening it may help. */
  readonly loginUrl?: string;
}

/** Faults after which the visitor should begin again at the sign-in page. */
const loginHelps = new Set([
  ...['form-expired', 'foreign-origin', 'not-found', 'method-not-allowed', 'store-unavailable'],
  ...['backend-invalid', 'backend-unavailable', 'backend-silent'],
]);

/** Turns what a handler throws into a page, or into a problem document (RFC 9457) for programs that ask for one. */
export function errorPages(options: ErrorPageOptions): Middleware {
  return async (ctx, next) => {
    try {
      await next();
      refuseBareStatus(ctx);
    } catch (thrown) {
      answer(ctx, asPortalError(thrown), options);
    }
  };
}

function answer(ctx: Context, error: PortalError, options: ErrorPageOptions): void {
  const reference = newReference(options.random);
  logFault(ctx, error, reference, options.log);
  const views = options.looks.ofVisitor(ctx.req.socket.remoteAddress);
  const language = views.languageFor(ctx);
  const problem = language.problems[error.code];
  ctx.status = error.status;
  ctx.set(error.headers);
  ctx.set('Cache-Control', 'no-store');
  ctx.set('Content-Language', language.tag);
  if (error.retryAfterSeconds !== undefined) ctx.set('Retry-After', String(error.retryAfterSeconds));
  if (ctx.accepts('text/html', 'application/problem+json', 'application/json') !== 'text/html') {
    ctx.body = JSON.stringify(problemDocument(error, problem.title, problem.text, reference));
    ctx.set('Content-Type', 'application/problem+json');
    return;
  }
  const retry = retryOf(ctx, error, options.loginUrl);
  if (retry !== undefined) ctx.set('Refresh', retry);
  ctx.body = views.render('error', language, {
    problem,
    status: error.status,
    reference,
    prospect: prospectOf(error, language.messages),
    isRetried: retry !== undefined,
    loginUrl: loginHelps.has(error.code) ? options.loginUrl : undefined,
  });
  ctx.set('Content-Type', 'text/html; charset=utf-8');
}

/** Whether trying again is worth it; of a 4xx the text itself says what to do. */
function prospectOf({ status, retryAfterSeconds }: PortalError, messages: Messages): string | undefined {
  if (retryAfterSeconds !== undefined) return messages.errorTemporary;
  return status >= 500 ? messages.errorPermanent : undefined;
}

/** The value of `Refresh`: a page that was asked for comes again by itself. A form is not sent again; where its login stands, the portal is opened. */
function retryOf(
  { method }: Context,
  { code, retryAfterSeconds: seconds }: PortalError,
  loginUrl: string | undefined,
): string | undefined {
  if (seconds === undefined) return undefined;
  if (method === 'GET') return String(seconds);
  return code === 'firewall-unavailable' && loginUrl ? `${seconds}; url=${loginUrl}` : undefined;
}

export function problemDocument(error: PortalError, title: string, detail: string, reference: string) {
  const { code, status } = error;
  return {
    type: `urn:gate511:problem:${code}`,
    title,
    status,
    detail,
    instance: urnOf(reference),
  };
}
