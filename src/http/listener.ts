import { createServer, type RequestListener, type Server, ServerResponse } from 'node:http';
import { createServer as createTlsServer, type Server as TlsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { exit, hasErrno, OperatorError, reasonOf } from '../errors.js';
import type { Tell } from '../happenings/happenings.js';
import type { Log } from '../system/log.js';
import type { RandomBytes } from '../system/random.js';
import { stopwatch } from '../system/stopwatch.js';
import { BurstLog } from './burst-log.js';
import { ConnectionCount, type ConnectionLimits, usualConnectionLimits } from './connection-count.js';
import { disregardOverlong } from './overlong.js';
import { Pipelined } from './pipelined.js';
import { answerOverloaded, answerUnparsed, answerVersion } from './raw-answer.js';
import type { TlsFiles } from './tls-files.js';

export interface ListenerOptions {
  readonly name: string;
  readonly log: Log;
  readonly random: RandomBytes;
  /** Hears of each answer. */
  readonly tell?: Tell;
  readonly tls?: TlsFiles;
  readonly connectionLimits?: ConnectionLimits;
  /** Instead of the usual ones, all in milliseconds. */
  readonly timeLimits?: TimeLimits;
}

/** A TCP address, or the path of a Unix socket. */
export type ListenAddress = { readonly host: string; readonly port: number } | { readonly path: string };

interface TimeLimits {
  readonly headersTimeout: number;
  readonly requestTimeout: number;
  readonly keepAliveTimeout: number;
  readonly connectionsCheckingInterval: number;
  /** For a connection on which nothing moves: one whose client does not read its answers, for instance. */
  readonly idleTimeout: number;
}

const usualTimeLimits: TimeLimits = {
  headersTimeout: 10_000,
  requestTimeout: 20_000,
  keepAliveTimeout: 5_000,
  connectionsCheckingInterval: 1_000,
  idleTimeout: 30_000,
};

const limits = {
  maxHeaderSize: 16 * 1024,
  /** A captive HTTP/1.1 client without Host is answered like any other. */
  requireHostHeader: false,
} as const;

/** One HTTP server. What it does with a request can be exchanged while it runs, which a reload of the configuration does. */
export class Listener {
  readonly #server: Server | TlsServer;
  readonly #options: ListenerOptions;
  readonly #connections: ConnectionCount;
  #handler: RequestListener;
  #tls: TlsFiles | undefined;

  constructor(options: ListenerOptions, handler: RequestListener) {
    this.#options = options;
    this.#handler = handler;
    const { connectionLimits = usualConnectionLimits, timeLimits = usualTimeLimits } = options;
    const connections = new ConnectionCount(connectionLimits);
    this.#connections = connections;
    const bursts = { log: options.log, random: options.random };
    const overloads = new BurstLog({ ...bursts, level: 'warn', message: 'too many connections', lines: 1 });
    const notUnderstood = new BurstLog({
      ...bursts,
      level: 'info',
      message: 'a request was not understood',
      lines: 100,
    });
    const early = new BurstLog({ ...bursts, level: 'info', message: 'requests before their turn', lines: 1 });
    const pipelined = new Pipelined(early);
    const handle: RequestListener = (request, response) => {
      if (pipelined.isEarly(response)) {
        pipelined.refuse(request, response);
        return;
      }
      if (options.tell) tellWhenAnswered(response, options.name, options.tell);
      if (connections.isOverloadedFor(request.socket)) {
        answerOverloaded(request, response, overloads);
        return;
      }
      disregardOverlong(request);
      // Node's parser lets 0.9 and 2.0 pass in an HTTP/1 request line.
      if (request.httpVersionMajor === 1) this.#handler(request, response);
      else answerVersion(request, notUnderstood);
    };
    const { tls } = options;
    const { headersTimeout: handshakeTimeout } = timeLimits; // Node's own is two minutes
    this.#server = tls
      ? createTlsServer({ ...limits, ...timeLimits, ...tls.current, handshakeTimeout }, handle)
      : createServer({ ...limits, ...timeLimits }, handle);
    // Beyond what is answered with 503 a connection is closed at once: that bounds the open files.
    this.#server.maxConnections = Math.ceil(connectionLimits.total * 1.2);
    this.#server.timeout = timeLimits.idleTimeout;
    this.#server.on('drop', (dropped) => overloads.add({ remoteAddress: dropped?.remoteAddress }));
    this.#server.on('connection', (socket: Socket) => connections.add(socket));
    this.#tls = tls;
    if (tls) this.#follow(tls);
    this.#server.on('checkContinue', handle);
    this.#server.on('checkExpectation', handle);
    this.#server.on('connect', (request, socket: Duplex) => {
      // Node lets go of such a socket: nobody else hears its errors, limits its time or ends it.
      socket.on('error', () => socket.destroy());
      const response = new ServerResponse(request);
      response.shouldKeepAlive = false;
      try {
        response.assignSocket(socket as Socket);
      } catch {
        socket.destroy(); // pipelined behind a request that is not answered yet: Node throws
        return;
      }
      response.on('finish', () => (socket as Socket).destroySoon());
      handle(request, response as Parameters<RequestListener>[1]);
    });
    this.#server.on('clientError', (error, socket) => answerUnparsed(error, socket, notUnderstood));
  }

  get address(): AddressInfo {
    return this.#server.address() as AddressInfo;
  }

  exchangeHandler(handler: RequestListener): void {
    this.#handler = handler;
  }

  /** New connections use another certificate; only for a listener that began with one. */
  exchangeTls(tls: TlsFiles): void {
    this.#tls?.close();
    this.#tls = tls;
    this.#follow(tls);
    (this.#server as TlsServer).setSecureContext(tls.current);
  }

  #follow(tls: TlsFiles): void {
    tls.onChange((pair) => (this.#server as TlsServer).setSecureContext(pair));
  }

  /** Rejects with an OperatorError that names the address when it cannot be had. */
  async listen(address: ListenAddress): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', (error) => reject(this.#refusal(address, error)));
      this.#server.listen(address, () => resolve());
    });
    this.#server.removeAllListeners('error');
    this.#server.on('error', (error) =>
      this.#options.log.error(
        { listener: this.#options.name, reason: reasonOf(error) },
        'the listener failed',
      ),
    );
  }

  /** Accepts nothing more, lets what is under way finish, and cuts what is left after `graceMs`. */
  async close(graceMs: number): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    this.#server.closeIdleConnections();
    const timer = setTimeout(() => {
      this.#server.closeAllConnections();
      this.#connections.cutAll();
    }, graceMs);
    await closed;
    clearTimeout(timer);
    this.#tls?.close();
  }

  #refusal(address: ListenAddress, error: Error): OperatorError {
    const where = 'path' in address ? address.path : `${address.host} port ${address.port}`;
    const why = hasErrno(error, 'EADDRINUSE')
      ? 'another program listens there'
      : hasErrno(error, 'EACCES')
        ? 'not permitted (a port below 1024 needs CAP_NET_BIND_SERVICE)'
        : hasErrno(error, 'EADDRNOTAVAIL')
          ? 'this machine does not have that address'
          : error.message;
    return new OperatorError(`${this.#options.name} cannot listen on ${where}: ${why}`, exit.unavailable, {
      cause: error,
    });
  }
}

function tellWhenAnswered(response: ServerResponse, server: string, tell: Tell): void {
  const seconds = stopwatch();
  // Not `once`, which costs more, and each request: a response finishes only once.
  response.on('finish', () => tell('answered', { server, status: response.statusCode, seconds: seconds() }));
}
