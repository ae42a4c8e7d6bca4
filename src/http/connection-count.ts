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
  readonly #byAddress = new Map<string, number>();
  #total = 0;

  constructor(limits: ConnectionLimits) {
    this.#limits = limits;
  }

  /** Counts a connection until it is closed. */
  add(socket: Socket): void {
    const { remoteAddress } = socket;
    this.#change(remoteAddress, 1);
    socket.once('close', () => this.#change(remoteAddress, -1));
  }

  /** Whether this connection's address, or everybody together, holds more than is allowed. */
  isOverloadedFor({ remoteAddress }: Socket): boolean {
    if (this.#total > this.#limits.total) return true;
    return this.#of(remoteAddress) > this.#limits.perAddress;
  }

  /** The peer of a Unix socket has no address. */
  #of(address: string | undefined): number {
    return address === undefined ? 0 : (this.#byAddress.get(address) ?? 0);
  }

  #change(address: string | undefined, by: 1 | -1): void {
    this.#total += by;
    if (address === undefined) return;
    const count = this.#of(address) + by;
    if (count > 0) this.#byAddress.set(address, count);
    else this.#byAddress.delete(address);
  }
}
