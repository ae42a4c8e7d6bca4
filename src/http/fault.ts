import type { Context } from 'koa';
import { PortalError, type ProblemCode, reasonOf } from '../errors.js';
import { type Log, printable } from '../system/log.js';
import { targetOf } from './target.js';

/** What the router leaves behind when it found nobody to answer. */
const codeOfBareStatus: Readonly<Record<number, ProblemCode>> = {
  404: 'not-found',
  405: 'method-not-allowed',
  501: 'method-unknown',
};

/** Throws where nobody has answered, the PortalError that the router's bare status stands for. */
export function refuseBareStatus({ body, status }: Context): void {
  const code = body === undefined ? codeOfBareStatus[status] : undefined;
  if (code) throw new PortalError(code, { detail: 'no such resource, or not for this method' });
}

/** Whatever was thrown; what nobody foresaw is `unexpected`. */
export function asPortalError(thrown: unknown): PortalError {
  if (thrown instanceof PortalError) return thrown;
  return new PortalError('unexpected', { detail: reasonOf(thrown), cause: thrown });
}

/** Tells the log what whoever asked is told by the reference only. */
export function logFault(ctx: Context, error: PortalError, reference: string, log: Log): void {
  const { code, status, message: detail } = error;
  const { path } = targetOf(ctx.req); // Koa's own path is null for CONNECT and throws for what is no URL
  const request = { method: printable(ctx.method), host: printable(ctx.host), path: printable(path) };
  const fields = { reference, code, status, detail: printable(detail), ...request };
  if (code === 'unexpected')
    log.error({ ...fields, stack: (error.cause as Error | undefined)?.stack }, 'a fault that nobody foresaw');
  else if (status >= 500) log.warn(fields, 'a request could not be served');
  else log.info(fields, 'a request was refused');
}
