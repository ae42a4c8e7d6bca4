import { isIPv4, isIPv6 } from 'node:net';

const seconds = { s: 1, m: 60, h: 3600, d: 86_400 } as const;
const longestSeconds = 366 * seconds.d;

export const durationForm = 'a duration from 1s to 366d such as 90s, 30m, 8h or 7d';

/** Seconds of `90s`, `30m`, `8h`, `7d`; undefined for all else, zero included. */
export function parseDuration(text: string): number | undefined {
  const [, digits = '', unit = ''] = /^(\d{1,9})([smhd])$/.exec(text) ?? [];
  const duration = Number(digits) * seconds[unit as keyof typeof seconds];
  return duration >= 1 && duration <= longestSeconds ? duration : undefined;
}

export interface Endpoint {
  readonly host: string;
  readonly port: number;
}

export const endpointForm = 'an address and port such as "127.0.0.1:8512" or "[::]:443"';

/** An IP address, IPv6 in brackets, and a port from 1 to 65535. */
export function parseEndpoint(text: string): Endpoint | undefined {
  const [, v6, v4, digits = ''] = /^(?:\[([0-9a-f:.]+)\]|([0-9.]+)):(\d{1,5})$/i.exec(text) ?? [];
  const port = Number(digits);
  const isAddress = v6 === undefined ? isIPv4(v4 ?? '') : isIPv6(v6);
  return isAddress && port >= 1 && port <= 65_535 ? { host: v6 ?? v4 ?? '', port } : undefined;
}

export const formatEndpoint = ({ host, port }: Endpoint) =>
  isIPv6(host) ? `[${host}]:${port}` : `${host}:${port}`;
