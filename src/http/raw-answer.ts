import { type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { PortalError, type ProblemCode, problemStatus } from '../errors.js';
import { en } from '../languages/en.js';
import { printable } from '../system/log.js';
import type { BurstLog } from './burst-log.js';

interface ParserError extends Error {
  readonly code?: string;
  /** In llhttp's words. */
  readonly reason?: string;
  readonly rawPacket?: Buffer;
  readonly bytesParsed?: number;
}

const codes: Readonly<Record<string, ProblemCode>> = {
  HPE_INVALID_METHOD: 'method-unknown',
  HPE_INVALID_VERSION: 'version-not-supported',
  HPE_PAUSED_H2_UPGRADE: 'version-not-supported',
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 'content-too-large',
  ERR_HTTP_REQUEST_TIMEOUT: 'request-timeout',
};

/** How long an answer may lie unread: a connection closed at once is reset when more arrives, and its answer lost (RFC 9112 §9.6). */
const lingerMs = 1_000;

/** Answers what Node's parser could not make a request of. */
export function answerUnparsed(error: ParserError, socket: Duplex, log: BurstLog): void {
  if (error.code === 'ECONNRESET' || !socket.writable) socket.destroy();
  else {
    const method = error.rawPacket?.subarray(0, 5).toString('latin1').split(' ', 1)[0];
    answerRaw({ code: problemCodeOf(error), detail: error.message, method, socket }, log);
  }
}

/** Answers what is in a version of HTTP that is not spoken here. */
export function answerVersion({ httpVersion, method, socket }: IncomingMessage, log: BurstLog): void {
  answerRaw({ code: 'version-not-supported', detail: `HTTP/${httpVersion}`, method, socket }, log);
}

interface Unserved {
  readonly code: ProblemCode;
  readonly detail: string;
  /** As far as it is known. */
  readonly method: string | undefined;
  readonly socket: Duplex;
}

/** Answers past Node's HTTP server. There is no Accept-Language to go by, so the text is plain English. */
function answerRaw({ code, detail, method, socket }: Unserved, log: BurstLog): void {
  const status = problemStatus[code];
  const { body, headers } = plainAnswer(code, log.add({ code, detail: printable(detail) }));
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  const answer = [`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, ...lines, '', method === 'HEAD' ? '' : body];
  const timer = setTimeout(() => socket.destroy(), lingerMs).unref();
  socket.once('close', () => clearTimeout(timer)); // else a flood's sockets fill the memory for as long
  socket.end(answer.join('\r\n'));
}

/** Answers what was understood, but is too much: cheaply, for others wait. A browser comes again by itself. */
export function answerOverloaded(request: IncomingMessage, response: ServerResponse, log: BurstLog): void {
  const { status, code, retryAfterSeconds } = new PortalError('overloaded');
  const { remoteAddress } = request.socket;
  const { body, headers } = plainAnswer(code, log.add({ code, remoteAddress }));
  response.writeHead(status, { ...headers, 'Retry-After': retryAfterSeconds, Refresh: retryAfterSeconds });
  response.end(body);
}

function plainAnswer(code: ProblemCode, reference: string) {
  const { title, text } = en.problems[code];
  const body = `${title}. ${text}\nReference ${reference}\n`;
  const headers = {
    'Content-Type': 'text/plain; charset=utf-8',
    'Content-Length': Buffer.byteLength(body),
    'Cache-Control': 'no-store',
    Connection: 'close',
  };
  return { body, headers };
}

function problemCodeOf({ code = '', reason, rawPacket, bytesParsed }: ParserError): ProblemCode {
  if (reason === 'Expected CRLF after version') return 'bad-request'; // nothing is wrong with the version
  const read = rawPacket?.subarray(0, bytesParsed).toString('latin1') ?? '';
  if (rawPacket?.subarray(0, 14).toString('latin1') === 'PRI * HTTP/2.0') return 'version-not-supported';
  // The packet tells only when the request began in it.
  if (code === 'HPE_HEADER_OVERFLOW')
    return /^[A-Z-]+ [^\n]*$/.test(read) ? 'uri-too-long' : 'headers-too-large';
  return codes[code] ?? 'bad-request';
}
