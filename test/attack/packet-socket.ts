import koffi from 'koffi';
import { errnoError, libc } from '../../src/system/libc.js';

const AF_PACKET = 17;
const SOCK_RAW_CLOEXEC = 3 | 0o2000000;
const ETH_P_ALL = Buffer.from([0x00, 0x03]).readUInt16LE();
const bind = koffi.load(null).func('int bind(int, void *, unsigned int)') as (
  fd: number,
  address: Buffer,
  length: number,
) => number;

/** A file descriptor for sending frames and, of that protocol, receiving them; of none by default. */
export function packetSocket(device: string, protocol = 0): number {
  const fd = libc().socket(AF_PACKET, SOCK_RAW_CLOEXEC, protocol);
  if (fd < 0) throw errnoError('packet socket');
  const address = Buffer.alloc(20);
  address.writeUInt16LE(AF_PACKET, 0);
  address.writeUInt16LE(protocol, 2);
  address.writeUInt32LE(libc().if_nametoindex(device), 4);
  if (bind(fd, address, address.length) < 0) throw errnoError('bind of a packet socket');
  return fd;
}

/** Ethernet frames of one interface as they are, past the kernel's own protocols (packet(7)). */
export class PacketSocket {
  readonly #fd: number;
  readonly #received = Buffer.alloc(64 * 1024);

  constructor(device: string) {
    this.#fd = packetSocket(device, ETH_P_ALL);
  }

  send(frame: Buffer): void {
    if (libc().send(this.#fd, frame, frame.length, 0) < 0) throw errnoError('packet send');
  }

  /** The next frame, sent or received; blocks the whole process until there is one. */
  next(): Buffer {
    const length = libc().recv(this.#fd, this.#received, this.#received.length, 0);
    if (length < 0) throw errnoError('packet receive');
    return Buffer.from(this.#received.subarray(0, length));
  }
}
