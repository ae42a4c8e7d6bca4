import type { IncomingMessage, ServerResponse } from 'node:http';
import { PortalError } from '../errors.js';

const longestForm = 16 * 1024;

/** A request with its response, as a Koa context has them. */
interface Exchange {
  readonly req: IncomingMessage;
  readonly res: ServerResponse;
}

/** The body of a request, at most 16 KiB unless told; throws `content-too-large` and `expectation-failed`. */
export async function readBody(exchange: Exchange, longest = longestForm): Promise<string> {
  const { req: request } = exchange;
  meetExpectation(exchange, longest);
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of chunksOf(request)) {
    length += chunk.length;
    if (length > longest) throw new PortalError('content-too-large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

/** Who expects 100 waits for it with the body (RFC 9110 §10.1.1). */
function meetExpectation({ req: { headers, httpVersionMinor }, res }: Exchange, longest: number): void {
  const { expect } = headers;
  if (expect === undefined || httpVersionMinor === 0) return;
  if (expect.toLowerCase() !== '100-continue')
    throw new PortalError('expectation-failed', { detail: `the request expects ${expect}` });
  if (Number(headers['content-length']) > longest) throw new PortalError('content-too-large');
  res.writeContinue();
}

/** Whether a body comes with the request, or is announced (RFC 9112 §6.3). */
export function hasBody({ headers }: IncomingMessage): boolean {
  return headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined;
}

const mostDiscarded = 64 * 1024;

/**
 * Reads a body and drops it, up to 64 KiB. A connection that is closed with unread data is reset by the kernel, and the
 * client then may lose the answer as well.
 */
export async function discardBody(request: IncomingMessage): Promise<void> {
  if (request.headers.expect !== undefined) return; // who expects 100 waits to be told, and will not be
  let length = 0;
  for await (const chunk of chunksOf(request)) {
    length += chunk.length;
    if (length > mostDiscarded) return;
  }
}

/** Leaving the loop early must not destroy the request, which would take the connection and the answer with it. */
async function* chunksOf(request: IncomingMessage): AsyncGenerator<Buffer> {
  try {
    yield* request.iterator({ destroyOnReturn: false });
  } catch (cause) {
    throw new PortalError('bad-request', { detail: 'the body broke off', cause });
  }
}
