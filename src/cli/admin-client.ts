import { request } from 'node:http';
import { adminSocketIn } from '../config/state.js';
import { exit, hasErrno, OperatorError } from '../errors.js';
import type { Invocation } from './command.js';

const timeLimitMs = 15_000;

interface Answer {
  readonly status: number;
  readonly json: unknown;
}

/** Asks the running daemon; throws an OperatorError when it cannot be reached (69) or refuses (1). */
export async function askDaemon<T>(
  invocation: Invocation,
  method: string,
  path: string,
  body?: object,
): Promise<T> {
  const { config } = await invocation.loadConfig();
  const socketPath = adminSocketIn(config.state);
  const { status, json } = await send(socketPath, method, `/api/v1${path}`, body);
  if (status < 400) return json as T;
  const detail = (json as { detail?: string } | undefined)?.detail ?? `the daemon answered ${status}`;
  throw new OperatorError(detail, status === 503 ? exit.unavailable : exit.refused);
}

function send(socketPath: string, method: string, path: string, body: object | undefined): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const headers = body ? { 'Content-Type': 'application/json' } : {};
    const outgoing = request({ socketPath, method, path, headers, timeout: timeLimitMs }, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('error', reject);
      incoming.on('end', () => {
        const text = Buffer.concat(chunks).toString();
        resolve({ status: incoming.statusCode ?? 0, json: text === '' ? undefined : JSON.parse(text) });
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
    outgoing.end(body && JSON.stringify(body));
  });
}
