import { isIPv6 } from 'node:net';
import ipaddr from 'ipaddr.js';
import { crc32c, internetChecksum } from './checksums.js';

/** Who sends to whom: IP addresses of one family. */
export interface Way {
  readonly from: string;
  readonly to: string;
}

/** What IP carries: a protocol number and its bytes. */
export interface Segment {
  readonly protocol: number;
  readonly bytes: Buffer;
}

export const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex');
export const octets = (address: string) => Buffer.from(ipaddr.parse(address).toByteArray());
const uint16 = (...values: readonly number[]) =>
  Buffer.from(values.flatMap((value) => [value >> 8, value & 255]));

/** An Ethernet frame; `tags` are VLAN tags (802.1Q), in hexadecimal. */
export function frame(macs: { from: string; to: string }, packet: Buffer, tags = ''): Buffer {
  const type = packet.readUInt8(0) >> 4 === 6 ? '86dd' : '0800';
  return Buffer.concat([hex(`${macs.to}${macs.from}`.replaceAll(':', '')), hex(tags + type), packet]);
}

/** An IP packet of the addresses' family. `options` are IPv4's; `fragment` is the field with flags and offset. */
export function packet(way: Way, { protocol, bytes }: Segment, options = '', fragment = 0): Buffer {
  const addresses = Buffer.concat([octets(way.from), octets(way.to)]);
  if (isIPv6(way.to))
    return Buffer.concat([
      hex('60000000'),
      uint16(bytes.length),
      Buffer.from([protocol, 64]),
      addresses,
      bytes,
    ]);
  const extra = hex(options);
  const length = 20 + extra.length;
  const header = Buffer.concat([
    Buffer.from([0x40 | (length / 4), 0]),
    uint16(length + bytes.length, 0x0511, fragment),
    Buffer.from([64, protocol, 0, 0]),
    addresses,
    extra,
  ]);
  header.writeUInt16BE(internetChecksum(header), 10);
  return Buffer.concat([header, bytes]);
}

/** The same packet, which no router passes on: the next one tells its sender that its time is over. */
export function onLastHop(packet: Buffer): Buffer {
  const last = Buffer.from(packet);
  if (last.readUInt8(0) >> 4 === 6) last.writeUInt8(1, 7);
  else {
    last.writeUInt8(1, 8);
    last.writeUInt16BE(0, 10);
    last.writeUInt16BE(internetChecksum(last.subarray(0, (last.readUInt8(0) & 15) * 4)), 10);
  }
  return last;
}

export function udp(way: Way, port: number, text: string): Segment {
  const head = uint16(40_000 + port, port, 8 + text.length, 0);
  return { protocol: 17, bytes: summed(way, 17, Buffer.concat([head, Buffer.from(text)]), 6) };
}

/** `flags`: 2 is SYN, 16 ACK. */
export function tcp(way: Way, port: number, text: string, flags = 2): Segment {
  const head = Buffer.concat([uint16(20_000 + port), uint16(port), hex('00000001 00000000 50')]);
  const rest = Buffer.concat([Buffer.from([flags]), hex('ffff 0000 0000'), Buffer.from(text)]);
  return { protocol: 6, bytes: summed(way, 6, Buffer.concat([head, rest]), 16) };
}

/** A message of ICMP or ICMPv6; `head` is type and code of either in hexadecimal. */
export function icmp(way: Way, head: { v4: string; v6: string }, body: Buffer): Segment {
  const isVersion6 = isIPv6(way.to);
  const bytes = Buffer.concat([hex(isVersion6 ? head.v6 : head.v4), uint16(0), body]);
  if (isVersion6) return { protocol: 58, bytes: summed(way, 58, bytes, 2) };
  bytes.writeUInt16BE(internetChecksum(bytes), 2);
  return { protocol: 1, bytes };
}

/** An INIT, which begins an association; the text is in a parameter that a receiver skips (RFC 9260 §3.2.1). */
export function sctp(text: string): Segment {
  const padded = text.padEnd(Math.ceil(text.length / 4) * 4);
  const parameter = Buffer.concat([uint16(0x8511, 4 + padded.length), Buffer.from(padded)]);
  const init = Buffer.concat([hex('00000511 0000ffff 0001 0001 00000001'), parameter]);
  const chunk = Buffer.concat([hex('0100'), uint16(4 + init.length), init]);
  const bytes = Buffer.concat([uint16(40_000, 443), hex('00000000 00000000'), chunk]);
  bytes.writeUInt32LE(crc32c(bytes), 8);
  return { protocol: 132, bytes };
}

/** With the checksum over the addresses as well, put at `offset`. */
function summed(way: Way, protocol: number, bytes: Buffer, offset: number): Buffer {
  const pseudoHeader = Buffer.concat([octets(way.from), octets(way.to), uint16(bytes.length, protocol)]);
  bytes.writeUInt16BE(internetChecksum(pseudoHeader, bytes), offset);
  return bytes;
}
