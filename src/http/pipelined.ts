import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { BurstLog } from './burst-log.js';
import { answerOverloaded } from './raw-answer.js';

/** Node's own, of a connection: it hands each request over, and hears how to go on (as llhttp's `on_headers_complete`). */
interface Parser {
  onIncoming: () => number;
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

  constructor(log: BurstLog) {
    this.#log = log;
  }

  /** Whether the request is one of these: its response has the connection when its turn comes. */
  isEarly({ socket }: ServerResponse): boolean {
    return socket === null;
  }

  /**
   * Answers it, and ends the reading of its connection. There is no documented way to keep Node's parser from going through the
   * rest of the packet, which takes 20 µs a request.
   */
  refuse(request: IncomingMessage, response: ServerResponse): void {
    const socket = request.socket as Socket & { readonly parser?: Parser };
    if (socket.parser) socket.parser.onIncoming = () => nothingMore;
    socket.pause();
    answerOverloaded(request, response, this.#log);
  }
}
