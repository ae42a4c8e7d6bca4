import { AuthorizationResponseError, ClientError, ResponseBodyError } from 'openid-client';
import { PortalError, type ProblemCode, reasonOf } from '../../errors.js';

/** Why a provider lets nobody in, where it says so: the visitor did not want to, or came too late. */
export type Denial = 'cancelled' | 'stale';

/** "No" is a value: undefined where the provider did not say no. */
export function denialIn(error: unknown): Denial | undefined {
  if (error instanceof AuthorizationResponseError && error.error === 'access_denied') return 'cancelled';
  return error instanceof ResponseBodyError && error.error === 'invalid_grant' ? 'stale' : undefined;
}

/** What went wrong between us and a provider, as a fault that the visitor can be told of. */
export function providerFault(provider: string, error: unknown): PortalError {
  return new PortalError(codeOf(error), { detail: `${provider}: ${chainOf(error)}`, cause: error });
}

const outOfOrder = ['temporarily_unavailable', 'server_error'];

function codeOf(error: unknown): ProblemCode {
  if (error instanceof AuthorizationResponseError && outOfOrder.includes(error.error))
    return 'backend-unavailable';
  const isTimeout = error instanceof ClientError && error.code === 'OAUTH_TIMEOUT';
  // What "fetch" throws where it gets no answer; a wrong call of a function has a code.
  const isUnreachable = error instanceof TypeError && !('code' in error);
  return isTimeout || isUnreachable ? 'backend-silent' : 'backend-invalid';
}

/** An error's own words are too general: what it comes from says which claim, host or certificate. */
function chainOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error ? `${reasonOf(error)}: ${chainOf(cause)}` : reasonOf(error);
}
