export const NLM_F_REQUEST = 0x1;
export const messageHeaderLength = 16;
export const attributeHeaderLength = 4;

/** The messages of a datagram of so many bytes; the bodies are views. */
export function* messagesIn(datagram: Buffer, length: number) {
  for (let at = 0; at + messageHeaderLength <= length; ) {
    const size = datagram.readUInt32LE(at);
    if (size < messageHeaderLength || at + size > length) return; // else the loop would never end
    yield {
      type: datagram.readUInt16LE(at + 4),
      flags: datagram.readUInt16LE(at + 6),
      sequence: datagram.readUInt32LE(at + 8),
      body: datagram.subarray(at + messageHeaderLength, at + size),
    };
    at += aligned(size);
  }
}

/** A question: the type, the family's own struct, and attributes. */
export function question(type: number, struct: Uint8Array, ...attributes: readonly Buffer[]): Buffer {
  const header = Buffer.alloc(messageHeaderLength);
  const message = Buffer.concat([header, struct, ...attributes]);
  message.writeUInt32LE(message.length, 0);
  message.writeUInt16LE(type, 4);
  message.writeUInt16LE(NLM_F_REQUEST, 6);
  return message;
}

/** One attribute, ready to be put behind a struct. */
export function attribute(type: number, value: Uint8Array): Buffer {
  const encoded = Buffer.alloc(aligned(attributeHeaderLength + value.length));
  encoded.writeUInt16LE(attributeHeaderLength + value.length, 0);
  encoded.writeUInt16LE(type, 2);
  encoded.set(value, attributeHeaderLength);
  return encoded;
}

/** The value of the first attribute of a type; attributes begin after the family's struct of `offset` bytes. */
export function attributeIn(body: Buffer, offset: number, type: number): Buffer | undefined {
  const at = valueAt(body, offset, body.length, type);
  return at === none ? undefined : body.subarray(at, valueEnd(body, at));
}

export const none = -1;

/** Where the value of the first attribute of a type begins, of those between two places; `none` without one. */
export function valueAt(body: Buffer, from: number, to: number, type: number): number {
  for (let at = from; at + attributeHeaderLength <= to; ) {
    const size = body.readUInt16LE(at);
    if (size < attributeHeaderLength || at + size > to) return none;
    if ((body.readUInt16LE(at + 2) & typeMask) === type) return at + attributeHeaderLength;
    at += aligned(size);
  }
  return none;
}

/** Where a value ends that begins at `at`: there the next attribute of a list begins, but for the padding. */
export const valueEnd = (body: Buffer, at: number) =>
  at - attributeHeaderLength + body.readUInt16LE(at - attributeHeaderLength);

/** A text with the zero that ends it. */
export const textAt = (body: Buffer, at: number) => body.toString('latin1', at, valueEnd(body, at) - 1);

/** 64 bits in network order, 0 where there are none; beyond 2^53, nine petabytes, a counter loses its last digits. */
export function uint64At(body: Buffer, at: number): number {
  if (at === none || valueEnd(body, at) - at !== 8) return 0;
  return body.readUInt32BE(at) * 2 ** 32 + body.readUInt32BE(at + 4);
}

/** Without the flags "nested" and "in network order". */
const typeMask = 0x3fff;
export const aligned = (size: number) => (size + 3) & ~3;
