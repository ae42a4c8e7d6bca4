import { aligned, attributeHeaderLength, messageHeaderLength, NLM_F_REQUEST } from './netlink-message.js';

const NLA_F_NESTED = 0x8000;
const firstRoom = 4096;

/** Messages back to back in one buffer: a buffer for each of a hundred thousand attributes would take too long. */
export class NetlinkWriter {
  #buffer = Buffer.alloc(firstRoom);
  #length = 0;

  /** Begins anew in the same buffer: what `messages` gave before is overwritten. */
  clear(): void {
    this.#buffer.fill(0, 0, this.#length);
    this.#length = 0;
  }

  /** What has been written; the next message is not in it. */
  get messages(): Buffer {
    return this.#buffer.subarray(0, this.#length);
  }

  /** Begins a message; attributes follow, and `endMessage` with what this gives. */
  beginMessage(type: number, flags: number, struct: Uint8Array): number {
    const at = this.#reserve(messageHeaderLength + struct.length);
    this.#put16(at + 4, type);
    this.#put16(at + 6, NLM_F_REQUEST | flags);
    this.#put(at + messageHeaderLength, struct);
    return at;
  }

  endMessage(at: number): void {
    this.#put16(at, this.#length - at);
    this.#put16(at + 2, (this.#length - at) >>> 16);
  }

  /** Begins an attribute that is made of attributes; these follow, and `endNested` with what this gives. */
  beginNested(type: number): number {
    const at = this.#reserve(attributeHeaderLength);
    this.#put16(at + 2, type | NLA_F_NESTED);
    return at;
  }

  endNested(at: number): void {
    this.#put16(at, this.#length - at);
  }

  bytes(type: number, value: Uint8Array): void {
    const at = this.#attribute(type, value.length); // first, since the buffer may become another one
    this.#put(at, value);
  }

  /** In network order, as the next one. */
  uint32(type: number, value: number): void {
    const at = this.#attribute(type, 4);
    this.#put32(at, value);
  }

  uint64(type: number, value: number): void {
    const at = this.#attribute(type, 8);
    this.#put32(at, value / 2 ** 32);
    this.#put32(at + 4, value);
  }

  /** Gives where the value goes. */
  #attribute(type: number, length: number): number {
    const at = this.#reserve(attributeHeaderLength + length);
    this.#put16(at, attributeHeaderLength + length);
    this.#put16(at + 2, type);
    return at + attributeHeaderLength;
  }

  /** Octet by octet: for so few the calls of `Buffer` take longer. */
  #put(at: number, octets: Uint8Array): void {
    for (let place = 0; place < octets.length; place += 1) this.#buffer[at + place] = octets[place] ?? 0;
  }

  #put16(at: number, value: number): void {
    this.#buffer[at] = value;
    this.#buffer[at + 1] = value >>> 8;
  }

  /** The lower 32 bits, in network order. */
  #put32(at: number, value: number): void {
    this.#buffer[at] = value >>> 24;
    this.#buffer[at + 1] = value >>> 16;
    this.#buffer[at + 2] = value >>> 8;
    this.#buffer[at + 3] = value;
  }

  /** Gives where so many bytes begin, of zeros; with them the padding to the next place of anything. */
  #reserve(length: number): number {
    const at = this.#length;
    this.#length += aligned(length);
    if (this.#length > this.#buffer.length) this.#buffer = Buffer.concat([this.#buffer], 2 * this.#length);
    return at;
  }
}
