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
  readonly #byAddress = new Map<string, Set<Socket>>();
  #total = 0;

  constructor(limits: ConnectionLimits) {
    this.#limits = limits;
  }

  /** Counts a connection until it is closed. Beyond the total, it takes the place of the oldest of who holds most. */
  add(socket: Socket): void {
    // The peer of a Unix socket has no address, and no limit.
    const { remoteAddress: address } = socket;
    if (address === undefined) return;
    const own = this.#byAddress.get(address) ?? new Set();
    this.#byAddress.set(address, own.add(socket));
    this.#total += 1;
    socket.once('close', () => this.#remove(address, socket));
    if (this.#total > this.#limits.total) this.#makeRoom(address, own);
  }

  /** Whether this connection's address, or everybody together, holds more than is allowed. */
  isOverloadedFor({ remoteAddress }: Socket): boolean {
    if (this.#total > this.#limits.total) return true;
    return (this.#byAddress.get(remoteAddress ?? '')?.size ?? 0) > this.#limits.perAddress;
  }

  /** Lest a few who hold many shut out everybody else. Where each has but one, nobody goes: the newcomer hears 503. */
  #makeRoom(newcomer: string, own: ReadonlySet<Socket>): void {
    let [address, most] = [newcomer, own];
    for (const [each, sockets] of this.#byAddress)
      if (sockets.size > most.size) [address, most] = [each, sockets];
    const [oldest] = most;
    if (most.size === 1 || !oldest) return;
    this.#remove(address, oldest);
    oldest.destroy();
  }

  #remove(address: string, socket: Socket): void {
    const sockets = this.#byAddress.get(address);
    if (!sockets?.delete(socket)) return;
    this.#total -= 1;
    if (sockets.size === 0) this.#byAddress.delete(address);
  }
}
