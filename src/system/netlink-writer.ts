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

  message(type: number, flags: number, struct: Uint8Array, writeAttributes?: () => void): void {
    const at = this.#reserve(messageHeaderLength + struct.length);
    this.#buffer.writeUInt16LE(type, at + 4);
    this.#buffer.writeUInt16LE(NLM_F_REQUEST | flags, at + 6);
    this.#buffer.set(struct, at + messageHeaderLength);
    writeAttributes?.();
    this.#buffer.writeUInt32LE(this.#length - at, at);
  }

  nested(type: number, writeAttributes: () => void): void {
    const at = this.#reserve(attributeHeaderLength);
    writeAttributes();
    this.#buffer.writeUInt16LE(this.#length - at, at);
    this.#buffer.writeUInt16LE(type | NLA_F_NESTED, at + 2);
  }

  bytes(type: number, value: Uint8Array): void {
    const at = this.#attribute(type, value.length); // first, since the buffer may become another one
    this.#buffer.set(value, at);
  }

  /** In network order, as the next one. */
  uint32(type: number, value: number): void {
    const at = this.#attribute(type, 4);
    this.#buffer.writeUInt32BE(value, at);
  }

  uint64(type: number, value: number): void {
    const at = this.#attribute(type, 8);
    this.#buffer.writeUInt32BE(Math.floor(value / 2 ** 32), at);
    this.#buffer.writeUInt32BE(value % 2 ** 32, at + 4);
  }

  /** Gives where the value goes. */
  #attribute(type: number, length: number): number {
    const at = this.#reserve(attributeHeaderLength + length);
    this.#buffer.writeUInt16LE(attributeHeaderLength + length, at);
    this.#buffer.writeUInt16LE(type, at + 2);
    return at + attributeHeaderLength;
  }

  /** Gives where so many bytes begin, of zeros; with them the padding to the next place of anything. */
  #reserve(length: number): number {
    const at = this.#length;
    this.#length += aligned(length);
    if (this.#length > this.#buffer.length) this.#buffer = Buffer.concat([this.#buffer], 2 * this.#length);
    return at;
  }
}
