/** Packet codes (RFC 2865 §3, RFC 2866 §3, RFC 5176 §2). */
export const codes = {
  accessRequest: 1,
  accessAccept: 2,
  accessReject: 3,
  accountingRequest: 4,
  accountingResponse: 5,
  accessChallenge: 11,
  disconnectRequest: 40,
  disconnectAck: 41,
  disconnectNak: 42,
  coaRequest: 43,
  coaAck: 44,
  coaNak: 45,
} as const;
export type Code = (typeof codes)[keyof typeof codes];

/** An attribute as it stands in a packet; `value` shares the packet's memory. */
export interface RawAttribute {
  readonly type: number;
  readonly value: Buffer;
}

/** One that has the form of a packet; who sent it is not yet known. */
export interface Packet {
  /** Without what came after its length in the datagram. */
  readonly bytes: Buffer;
  readonly code: number;
  readonly identifier: number;
  readonly authenticator: Buffer;
  readonly attributes: readonly RawAttribute[];
}

export const headerLength = 20;
export const longestPacket = 4096;
/** Of an attribute's value. */
export const longestValue = 253;

const authenticatorAt = 4;

/** Undefined for what has not the form of RFC 2865 §3 and §5, to the last octet. */
export function parsePacket(datagram: Buffer): Packet | undefined {
  if (datagram.length < headerLength) return undefined;
  const length = datagram.readUInt16BE(2);
  if (length < headerLength || length > longestPacket || length > datagram.length) return undefined;
  const bytes = datagram.subarray(0, length);
  const attributes = attributesIn(bytes.subarray(headerLength));
  return (
    attributes && {
      bytes,
      code: bytes.readUInt8(0),
      identifier: bytes.readUInt8(1),
      authenticator: bytes.subarray(authenticatorAt, headerLength),
      attributes,
    }
  );
}

/** Types and values one after the other, which is also what a vendor's attributes are; undefined where they do not fit. */
export function attributesIn(octets: Buffer): RawAttribute[] | undefined {
  const attributes: RawAttribute[] = [];
  for (let at = 0; at < octets.length; ) {
    const type = octets[at] ?? 0;
    const length = octets[at + 1] ?? 0;
    if (length < 2 || at + length > octets.length) return undefined;
    attributes.push({ type, value: octets.subarray(at + 2, at + length) });
    at += length;
  }
  return attributes;
}

/** The octets of a packet. Throws where they are too many. */
export function packetOf(
  code: Code,
  identifier: number,
  authenticator: Uint8Array,
  attributes: Buffer,
): Buffer {
  const length = headerLength + attributes.length;
  if (length > longestPacket) throw new RangeError(`a RADIUS packet of ${length} octets is too long`);
  const header = Buffer.from([code, identifier, length >> 8, length & 0xff]);
  return Buffer.concat([header, authenticator, attributes]);
}
