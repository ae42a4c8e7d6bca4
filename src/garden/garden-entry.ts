import { type HostName, isBelow, parseHostName } from './host-name.js';
import { familyOf, type IpPrefix, lengthOf, parseIpPrefix } from './ip-prefix.js';

/** TCP and UDP ports in ascending order; none: all but those of name service and tunnels (`firewall/garden.ts`). */
export type Ports = readonly number[];

/** A name, or with `*.` before it every name below it. */
export interface GardenName {
  readonly name: HostName;
  readonly isWildcard: boolean;
  readonly ports: Ports;
}

interface GardenPrefix {
  readonly prefix: IpPrefix;
  readonly ports: Ports;
}

/** What is reachable before the login. */
export type GardenEntry = GardenName | GardenPrefix;

/** Who finds out the addresses of names: the dnsmasq that answers the guests, or the daemon by itself. */
type NameSource = 'dnsmasq' | 'resolver';

export const gardenEntryForm =
  'a name, *.name, an address or a network (from /8 and /16 on, no bits behind it), and up to 8 ports after a colon, IPv6 in brackets: "example.com:443", "*.example.com", "198.51.100.0/24:80,443", "[2001:db8::/32]:443"';

export function parseGardenEntry(text: string): GardenEntry | undefined {
  const whole = parseIpPrefix(text); // the colons of an IPv6 address are its own
  if (whole !== undefined) return prefixEntry(whole, []);
  const [, inBrackets, plain = '', list] = /^(?:\[(.+)\]|([^:]+))(?::([\d,]+))?$/.exec(text) ?? [];
  const ports = list === undefined ? [] : parsePorts(list);
  if (ports === undefined) return undefined;
  const prefix = parseIpPrefix(inBrackets ?? plain);
  if (prefix !== undefined) {
    const isFitting = familyOf(prefix) === (inBrackets === undefined ? 4 : 6);
    return isFitting ? prefixEntry(prefix, ports) : undefined;
  }
  const name = parseHostName(plain.replace(/^\*\./, ''));
  return name && { name, isWildcard: plain.startsWith('*.'), ports };
}

/** Whether the entry makes that host reachable: dnsmasq takes each name with all names below it. */
export function covers({ name, isWildcard }: GardenName, host: string, source: NameSource): boolean {
  return name === host || ((isWildcard || source === 'dnsmasq') && isBelow(host, name));
}

/** A network of more than this is no garden but a way out for everybody. */
const shortestLength = { 4: 8, 6: 16 };
const longestList = 8;

function prefixEntry(prefix: IpPrefix, ports: Ports): GardenPrefix | undefined {
  return lengthOf(prefix) < shortestLength[familyOf(prefix)] ? undefined : { prefix, ports };
}

function parsePorts(list: string): Ports | undefined {
  const ports = list.split(',').map(Number);
  if (ports.length > longestList || ports.some((port) => port < 1 || port > 65_535)) return undefined;
  return [...new Set(ports)].sort((a, b) => a - b);
}
