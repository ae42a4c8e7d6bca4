import type { Context } from 'koa';
import { PortalError, type ProblemCode, reasonOf } from '../errors.js';

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
