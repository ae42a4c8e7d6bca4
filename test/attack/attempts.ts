import { isIPv6 } from 'node:net';
import { hex, icmp, packet, type Segment, sctp, tcp, udp, type Way } from './packets.js';

/** Packets of one attempt; the last that must arrive for it to succeed carries `mark`. */
export type Attempt = (way: Way, mark: string) => readonly Buffer[];

const one =
  (segment: (way: Way, mark: string) => Segment): Attempt =>
  (way, mark) => [packet(way, segment(way, mark))];
const raw = (protocol: number, head: string) =>
  one((_, mark) => ({ protocol, bytes: Buffer.concat([hex(head), Buffer.from(mark)]) }));

/** Ways out that are open to whoever is online. */
export const waysOut: Readonly<Record<string, Attempt>> = {
  'DNS over UDP to a server of its own': one((way, mark) => udp(way, 53, mark)),
  'DNS over TCP to a server of its own': one((way, mark) => tcp(way, 53, mark)),
  'DNS over TLS': one((way, mark) => tcp(way, 853, mark)),
  'DNS over QUIC': one((way, mark) => udp(way, 853, mark)),
  'HTTPS, DNS over it included': one((way, mark) => tcp(way, 443, mark)),
  QUIC: one((way, mark) => udp(way, 443, mark)),
  HTTP: one((way, mark) => tcp(way, 80, mark)),
  SMTP: one((way, mark) => tcp(way, 25, mark)),
  'a VPN': one((way, mark) => udp(way, 51_820, mark)),
  'time (NTP)': one((way, mark) => udp(way, 123, mark)),
  'a DHCP port': one((way, mark) => udp(way, 67, mark)),
  'an echo request': one((way, mark) => echo(way, mark)),
  'a segment of a connection under way': one((way, mark) => tcp(way, 8443, mark, 16)),
  SCTP: one((_, mark) => sctp(mark)),
  GRE: raw(47, '0000 88be'),
  ESP: raw(50, '00000511 00000001'),
  'IPv4 in IP': raw(4, ''),
  'IPv6 in IP': raw(41, ''),
  'an unknown protocol': raw(253, ''),
  'two fragments': fragments,
  'options in the header': options,
};

/** What nobody may send, online or not. */
export const neverForwarded: Readonly<Record<string, Attempt>> = {
  'a segment of no connection': one((way, mark) => tcp(way, 7, mark, 0)),
  'an error about no connection': one((way, mark) =>
    icmp(way, { v4: '0301', v6: '0104' }, Buffer.concat([hex('00000000'), packet(way, udp(way, 9, mark))])),
  ),
};

const echo = (way: Way, mark: string) =>
  icmp(way, { v4: '0800', v6: '8000' }, Buffer.concat([hex('05110001'), Buffer.from(mark)]));

/** A UDP datagram in two, which the gateway may not judge by the first alone. */
function fragments(way: Way, mark: string): readonly Buffer[] {
  const { bytes, protocol } = udp(way, 443, `${'.'.repeat(40)}${mark}`);
  const [first, rest] = [bytes.subarray(0, 24), bytes.subarray(24)];
  if (!isIPv6(way.to))
    return [
      packet(way, { protocol, bytes: first }, '', 0x2000),
      packet(way, { protocol, bytes: rest }, '', 24 / 8),
    ];
  return [
    packet(way, { protocol: 44, bytes: Buffer.concat([hex('1100 0001 00000511'), first]) }),
    packet(way, { protocol: 44, bytes: Buffer.concat([hex('1100 0018 00000511'), rest]) }),
  ];
}

/** IPv4: record the route; IPv6: options for each hop, and for the destination. */
function options(way: Way, mark: string): readonly Buffer[] {
  const segment = udp(way, 443, mark);
  if (!isIPv6(way.to)) return [packet(way, segment, '07 07 04 00000000 00')];
  const bytes = Buffer.concat([hex('3c00 01 04 00000000 1100 01 04 00000000'), segment.bytes]);
  return [packet(way, { protocol: 0, bytes })];
}
