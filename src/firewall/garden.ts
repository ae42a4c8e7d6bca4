import type { ZoneName } from '../client/zone-name.js';
import type { GardenEntry, Ports } from '../garden/garden-entry.js';
import { familyOf, type IpPrefix } from '../garden/ip-prefix.js';
import type { GardenAddress } from '../garden/name-keeper.js';
import { notPublic4, public6 } from '../garden/public-address.js';

/** The mark of connections that a captive client began into the garden: no client's id (see `client-id.ts`). */
export const gardenMark = 4;

/** An entry without ports opens all but these: name service (DNS, over TLS, over QUIC), IPsec, OpenVPN, L2TP, PPTP, WireGuard. */
const closedUnlessNamed: Ports = [53, 500, 853, 1194, 1701, 1723, 4500, 51820];

/** dnsmasq does not renew what is in a set: after this an address must come in an answer again. */
const fromDnsmasqSeconds = 3600;
/** How long an address stays that guests used while its name had it: longer than any cache keeps an answer. */
const lingerSeconds = 600;

const families = [4, 6] as const;
type Family = (typeof families)[number];
const addressType = { 4: 'ipv4_addr', 6: 'ipv6_addr' };
const daddr = { 4: 'ip daddr', 6: 'ip6 daddr' };

export interface GardenZone {
  readonly name: ZoneName;
  readonly garden: readonly GardenEntry[];
}

/** Addresses of names with these ports; named so that a change of names keeps what is in it. */
export const gardenSet = (zone: ZoneName, family: Family, ports: Ports) =>
  [`garden${family}`, zone, ...ports].join('_');
const lingerSet = (zone: ZoneName, family: Family, ports: Ports) =>
  [`lately${family}`, zone, ...ports].join('_');

export function gardenSets({ name, garden }: GardenZone): string {
  const set = (id: string, family: Family, seconds: number) =>
    `\tset ${id} { type ${addressType[family]}; flags dynamic,timeout; timeout ${seconds / 60}m; size 65536; }\n`;
  return portListsOf(garden)
    .filter((ports) => namesWith(garden, ports).length > 0)
    .flatMap((ports) =>
      families.flatMap((family) => [
        set(gardenSet(name, family, ports), family, fromDnsmasqSeconds),
        set(lingerSet(name, family, ports), family, lingerSeconds),
      ]),
    )
    .join('');
}

/**
 * Looks at what a captive client sends, and marks the connection where it leads into the garden.
 * Rules are for lists of ports, never for a name: all addresses of names with the same ports are in one set.
 */
export function gardenChain({ name, garden }: GardenZone): string {
  const open = `ct mark set ${gardenMark} accept`;
  const lists = portListsOf(garden);
  const fixed = lists.flatMap((ports) =>
    families.flatMap((family) => {
      const prefixes = prefixesWith(garden, ports).filter((prefix) => familyOf(prefix) === family);
      return prefixes.length === 0
        ? []
        : [`${daddr[family]} { ${prefixes.join(', ')} } ${portMatch(ports)} ${open}`];
    }),
  );
  const named = lists
    .filter((ports) => namesWith(garden, ports).length > 0)
    .flatMap((ports) => families.flatMap((family) => nameRules(name, family, ports, open)));
  const rules = [
    'meta l4proto != { tcp, udp } return',
    ...fixed,
    ...(named.length === 0
      ? []
      : [
          '# an answer of a name server opens nothing inside: such addresses must be written as addresses',
          `ip daddr { ${notPublic4.join(', ')} } return`,
          `ip6 daddr != { ${public6.join(', ')} } return`,
          ...named,
        ]),
  ];
  return `\tchain garden_${name} {\n${rules.map((rule) => `\t\t${rule}\n`).join('')}\t}\n`;
}

/** Addresses in use outlive the time that their names give them, but only if used in that time: nobody can hold one. */
function nameRules(name: ZoneName, family: Family, ports: Ports, open: string): string[] {
  const match = (id: string) => `${daddr[family]} @${id} ${portMatch(ports)}`;
  const [own, linger] = [gardenSet(name, family, ports), lingerSet(name, family, ports)];
  return [`${match(own)} update @${linger} { ${daddr[family]} } ${open}`, `${match(linger)} ${open}`];
}

/**
 * For each packet that goes up: a connection ends when it leads into the garden no longer, for the server as well. Of ICMP
 * only errors about such a connection have its mark.
 */
export const gardenRules = (zone: ZoneName, endedMark: number) =>
  [
    `ct mark ${gardenMark} meta l4proto { icmp, icmpv6 } accept`,
    `ct mark ${gardenMark} jump garden_${zone}`,
    `ct mark ${gardenMark} ct mark set ${endedMark}`,
  ]
    .map((rule) => `\t\t${rule}\n`)
    .join('');

/** The nft text that puts addresses into their sets for so long from now, in there already or not (see `nft-commands.ts`). */
export function gardenAdditions(table: string, addresses: readonly GardenAddress[]): string {
  return addresses
    .flatMap(({ zone, ports, address, seconds }) => {
      const set = `${table} ${gardenSet(zone, familyOf(address), ports)}`;
      return [
        `add element ${set} { ${address} }`,
        `delete element ${set} { ${address} }`,
        `add element ${set} { ${address} timeout ${seconds}s }`,
      ];
    })
    .map((line) => `${line}\n`)
    .join('');
}

const portMatch = (ports: Ports) =>
  ports.length === 0 ? `th dport != { ${closedUnlessNamed.join(', ')} }` : `th dport { ${ports.join(', ')} }`;

const isSame = (a: Ports, b: Ports) => a.join() === b.join();

function portListsOf(garden: readonly GardenEntry[]): Ports[] {
  return garden
    .map(({ ports }) => ports)
    .filter((ports, at, all) => all.findIndex((each) => isSame(each, ports)) === at);
}

const namesWith = (garden: readonly GardenEntry[], ports: Ports) =>
  garden.flatMap((entry) => ('name' in entry && isSame(entry.ports, ports) ? [entry.name] : []));
const prefixesWith = (garden: readonly GardenEntry[], ports: Ports): IpPrefix[] =>
  garden.flatMap((entry) => ('prefix' in entry && isSame(entry.ports, ports) ? [entry.prefix] : []));
