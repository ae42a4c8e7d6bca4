import { isIPv6 } from 'node:net';
import { parseIpAddress } from '../client/ip-address.js';

const seconds = { s: 1, m: 60, h: 3600, d: 86_400 } as const;
const longestSeconds = 366 * seconds.d;

export const durationForm = 'a duration from 1s to 366d such as 90s, 30m, 8h or 7d';

/** Seconds of `90s`, `30m`, `8h`, `7d`; undefined for all else, zero included. */
export function parseDuration(text: string): number | undefined {
  const [, digits = '', unit = ''] = /^(\d{1,9})([smhd])$/.exec(text) ?? [];
  const duration = Number(digits) * seconds[unit as keyof typeof seconds];
  return duration >= 1 && duration <= longestSeconds ? duration : undefined;
}

const powers = { k: 1, K: 1, M: 2, G: 3, T: 4 } as const;
export const mostBytes = 1000 ** 5;

export const sizeForm = 'a size from 1kB to 1000TB such as 500MB or 2GiB';

/** Bytes of `500MB` (powers of 1000) and `2GiB` (powers of 1024); undefined for all else, zero included. */
export function parseSize(text: string): number | undefined {
  const [, digits = '', prefix = '', binary = ''] = /^(\d{1,15})([kKMGT])(i?)B$/.exec(text) ?? [];
  const size = Number(digits) * (binary === '' ? 1000 : 1024) ** powers[prefix as keyof typeof powers];
  return size >= 1000 && size <= mostBytes ? size : undefined;
}

export const slowestBitsPerSecond = 8_000;
export const fastestBitsPerSecond = 100e9;
const bits = { k: 1e3, M: 1e6, G: 1e9 } as const;

export const rateForm = 'a rate from 8kbit/s to 100Gbit/s such as 10Mbit/s';

/** Bits a second of `500kbit/s`, `10Mbit/s`, `1Gbit/s`; undefined for all else, zero included. */
export function parseRate(text: string): number | undefined {
  const [, digits = '', prefix = ''] = /^(\d{1,9})([kMG])bit\/s$/.exec(text) ?? [];
  const rate = Number(digits) * bits[prefix as keyof typeof bits];
  return rate >= slowestBitsPerSecond && rate <= fastestBitsPerSecond ? rate : undefined;
}

export interface Endpoint {
  /** An IP address in the form of `parseIpAddress`, where it was parsed. */
  readonly host: string;
  readonly port: number;
}

export const endpointForm = 'an address and port such as "127.0.0.1:8512" or "[::]:443"';

/** An IP address, IPv6 in brackets, and a port from 1 to 65535. */
export function parseEndpoint(text: string): Endpoint | undefined {
  const [, v6, v4, digits = ''] = /^(?:\[([0-9a-f:.]+)\]|([0-9.]+)):(\d{1,5})$/i.exec(text) ?? [];
  const port = Number(digits);
  if (v6 !== undefined && !isIPv6(v6)) return undefined;
  const host = parseIpAddress(v6 ?? v4 ?? '');
  return host !== undefined && port >= 1 && port <= 65_535 ? { host, port } : undefined;
}

export const formatEndpoint = ({ host, port }: Endpoint) =>
  isIPv6(host) ? `[${host}]:${port}` : `${host}:${port}`;
