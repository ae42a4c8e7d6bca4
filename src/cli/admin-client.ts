import { request } from 'node:http';
import { adminSocketIn } from '../config/state.js';
import { exit, hasErrno, OperatorError } from '../errors.js';
import type { Invocation } from './command.js';

const timeLimitMs = 15_000;

interface Answer {
  readonly status: number;
  /** What JSON says, else the text. */
  readonly body: unknown;
}

/** Of a problem document. */
interface Problem {
  readonly type?: string;
  readonly detail?: string;
}

/**
 * Asks the running daemon; throws an OperatorError when it, or its firewall, cannot be reached (69) or when it refuses or
 * cannot keep what is asked (1).
 */
export async function askDaemon<T>(
  invocation: Invocation,
  method: string,
  path: string,
  body?: object | string,
  accept = 'application/json',
): Promise<T> {
  const socketPath = adminSocketIn(await invocation.loadState());
  const { status, body: answer } = await send(socketPath, method, `/api/v1${path}`, accept, body);
  if (status < 400) return answer as T;
  const { type, detail = `the daemon answered ${status}` } = (answer ?? {}) as Problem;
  const isReached = status !== 503 || type === 'urn:gate511:problem:store-unavailable';
  throw new OperatorError(detail, isReached ? exit.refused : exit.unavailable);
}

interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextCursor: string | null;
}

/** All items of a listing, page by page. */
export async function askForAll<Item>(invocation: Invocation, path: string): Promise<readonly Item[]> {
  const found: Item[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const query: string = `limit=1000${cursor === '' ? '' : `&cursor=${cursor}`}`;
    const asked = `${path}${path.includes('?') ? '&' : '?'}${query}`;
    const page: Page<Item> = await askDaemon(invocation, 'GET', asked);
    found.push(...page.items);
    cursor = page.nextCursor;
  }
  return found;
}

function send(
  socketPath: string,
  method: string,
  path: string,
  accept: string,
  body: object | string | undefined,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const headers = {
      Accept: accept,
      ...(typeof body === 'object' ? { 'Content-Type': 'application/json' } : {}),
    };
    const outgoing = request({ socketPath, method, path, headers, timeout: timeLimitMs }, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('error', reject);
      incoming.on('end', () => {
        const text = Buffer.concat(chunks).toString();
        const isJson = text !== '' && /json/.test(incoming.headers['content-type'] ?? '');
        resolve({ status: incoming.statusCode ?? 0, body: isJson ? JSON.parse(text) : text });
      });
    });
    outgoing.on('timeout', () => outgoing.destroy(new Error('no answer in time')));
    outgoing.on('error', (cause) => {
      const why = hasErrno(cause, 'ENOENT', 'ECONNREFUSED')
        ? 'is it running?'
        : hasErrno(cause, 'EACCES')
          ? 'you may not open its socket: run this as the user of the daemon or as root'
          : cause.message;
      reject(
        new OperatorError(`the daemon is not reachable at ${socketPath}: ${why}`, exit.unavailable, {
          cause,
        }),
      );
    });
    outgoing.end(typeof body === 'object' ? JSON.stringify(body) : body);
  });
}
