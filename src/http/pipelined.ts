import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { BurstLog } from './burst-log.js';
import { answerOverloaded } from './raw-answer.js';

/** Node's own, of a connection; it hands each request over, and hears whether it shall go on (as llhttp's `on_headers_complete`). */
interface Parser {
  onIncoming: (request: IncomingMessage, shouldKeepAlive: boolean) => number;
}

/** What follows is none of the parser's business: what Node says to it of a CONNECT. */
const nothingMore = 2;

/**
 * Requests that come before the one in front of them is answered, which no browser sends. All that are in one packet would be
 * answered before anybody else's, and a guest can send thousands on each of his connections at once. So a connection has
 * one request at a time: the next hears that it was too much, which ends the connection, and what follows that is not read.
 */
export class Pipelined {
  readonly #log: BurstLog;
  readonly #refused = new WeakSet<Socket>();

  constructor(log: BurstLog) {
    this.#log = log;
  }

  /**
   * To be called for each connection on which Node reads requests. Else the parser would go through the rest of the packet all
   * the same, 20 µs a request; there is no documented way to stop it.
   */
  watch(socket: Socket): void {
    const { parser } = socket as Socket & { readonly parser?: Parser };
    if (!parser) return;
    const onIncoming = parser.onIncoming;
    parser.onIncoming = (request, shouldKeepAlive) => {
      const goesOn = onIncoming(request, shouldKeepAlive);
      return this.#refused.has(socket) ? nothingMore : goesOn;
    };
  }

  /** Whether the request is one of these: its response has the connection when its turn comes. */
  isEarly({ socket }: ServerResponse): boolean {
    return socket === null;
  }

  refuse(request: IncomingMessage, response: ServerResponse): void {
    const { socket } = request;
    if (this.#refused.has(socket)) return;
    this.#refused.add(socket);
    socket.pause();
    answerOverloaded(request, response, this.#log);
  }
}
