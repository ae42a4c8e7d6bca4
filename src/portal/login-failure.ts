import type { Gate } from '../access/gate.js';
import type { Client } from '../client/client.js';
import { asPortalError } from '../http/fault.js';

/** Tells of a login that could not be carried through, and lets the fault go on its way. */
export async function tellingFailure<T>(
  { tell }: Gate,
  client: Client,
  method: string,
  login: () => Promise<T>,
): Promise<T> {
  try {
    return await login();
  } catch (thrown) {
    const { status, code } = asPortalError(thrown);
    const result = status === 429 ? 'throttled' : status < 500 ? 'refused' : 'error';
    tell('login-failed', { client, method, result, reason: code });
    throw thrown;
  }
}
