import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { PortalError, type ProblemCode } from '../errors.js';
import { en } from '../languages/en.js';
import { type Log, printable } from '../system/log.js';
import type { RandomBytes } from '../system/random.js';
import { newReference } from './reference.js';

interface ParserError extends Error {
  readonly code?: string;
  readonly rawPacket?: Buffer;
}

const codes: Readonly<Record<string, ProblemCode>> = {
  HPE_INVALID_METHOD: 'method-unknown',
  HPE_INVALID_VERSION: 'version-not-supported',
  HPE_PAUSED_H2_UPGRADE: 'version-not-supported',
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 'content-too-large',
  ERR_HTTP_REQUEST_TIMEOUT: 'request-timeout',
};

/** Answers what Node's parser could not make a request of: there is no Accept-Language to go by, so plain English text. */
export function answerUnparsed(error: ParserError, socket: Duplex, log: Log, random: RandomBytes): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const problem = new PortalError(problemCodeOf(error));
  const reference = newReference(random);
  log.info(
    { reference, code: problem.code, detail: printable(error.message) },
    'a request was not understood',
  );
  const { title, text } = en.problems[problem.code];
  const body = `${title}. ${text}\nReference ${reference}\n`;
  socket.end(
    [
      `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}`,
      'Content-Type: text/plain; charset=utf-8',
      `Content-Length: ${Buffer.byteLength(body)}`,
      'Cache-Control: no-store',
      'Connection: close',
      '',
      body,
    ].join('\r\n'),
  );
}

function problemCodeOf({ code = '', rawPacket }: ParserError): ProblemCode {
  if (rawPacket?.subarray(0, 14).toString('latin1') === 'PRI * HTTP/2.0') return 'version-not-supported';
  if (code === 'HPE_HEADER_OVERFLOW') return rawPacket?.includes('\n') ? 'headers-too-large' : 'uri-too-long';
  return codes[code] ?? 'bad-request';
}
