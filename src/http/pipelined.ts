import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { BurstLog } from './burst-log.js';
import { answerOverloaded } from './raw-answer.js';

/**
 * Requests that come before the one in front of them is answered, which no browser sends. All that are in one packet would be
 * answered before anybody else's, and a guest can send a thousand on each of his connections at once. So a connection has
 * one request at a time: the next hears that it was too much, which ends the connection, and what follows that is dropped.
 */
export class Pipelined {
  readonly #log: BurstLog;
  readonly #refused = new WeakSet<Socket>();

  constructor(log: BurstLog) {
    this.#log = log;
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
