import type { Socket } from 'node:net';

/** How many open connections a listener takes before it answers 503. */
export interface ConnectionLimits {
  /** The kernel allows a device 64 at both servers together; this stands behind it, and where there is no firewall. */
  readonly perAddress: number;
  readonly total: number;
}

export const usualConnectionLimits: ConnectionLimits = { perAddress: 128, total: 3_000 };

/** The open connections of a listener, by the address that they come from. */
export class ConnectionCount {
  readonly #limits: ConnectionLimits;
  /** The oldest first. */
  readonly #addresses = new Map<Socket, string>();
  readonly #held = new Map<string, number>();
  /** One function for all sockets: a closure for each, and `once`, cost every connection a microsecond or two. */
  readonly #forget: (this: Socket) => void;

  constructor(limits: ConnectionLimits) {
    this.#limits = limits;
    const remove = (socket: Socket) => this.#remove(socket);
    this.#forget = function () {
      remove(this);
    };
  }

  /** Counts a connection until it is closed. Beyond the total, it takes the place of the oldest of who holds most. */
  add(socket: Socket): void {
    // The peer of a Unix socket has no address, and no limit.
    const { remoteAddress: address } = socket;
    if (address === undefined) return;
    this.#addresses.set(socket, address);
    this.#held.set(address, this.#heldBy(address) + 1);
    socket.on('close', this.#forget);
    if (this.#isFull) this.#makeRoom(address);
  }

  /** Whether this connection's address, or everybody together, holds more than is allowed. */
  isOverloadedFor({ remoteAddress }: Socket): boolean {
    return this.#isFull || this.#heldBy(remoteAddress ?? '') > this.#limits.perAddress;
  }

  /** Cuts all of them, those included that Node's server knows nothing of: before the handshake of TLS, and of a CONNECT. */
  cutAll(): void {
    for (const socket of this.#addresses.keys()) socket.destroy();
  }

  get #isFull(): boolean {
    return this.#addresses.size > this.#limits.total;
  }

  #heldBy(address: string): number {
    return this.#held.get(address) ?? 0;
  }

  /** Lest a few who hold many shut out everybody else. Where each has but one, nobody goes: the newcomer hears 503. */
  #makeRoom(newcomer: string): void {
    let greediest = newcomer;
    for (const [address, count] of this.#held) if (count > this.#heldBy(greediest)) greediest = address;
    if (this.#heldBy(greediest) === 1) return;
    for (const [socket, address] of this.#addresses) {
      if (address !== greediest) continue;
      this.#remove(socket);
      socket.destroy();
      return;
    }
  }

  #remove(socket: Socket): void {
    const address = this.#addresses.get(socket);
    if (address === undefined) return;
    this.#addresses.delete(socket);
    const left = this.#heldBy(address) - 1;
    if (left > 0) this.#held.set(address, left);
    else this.#held.delete(address);
  }
}
