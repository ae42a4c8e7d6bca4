import type { Client } from '../client/client.js';
import type { IpAddress } from '../client/ip-address.js';
import type { ZoneName } from '../client/zone-name.js';
import { familyOf } from '../garden/ip-prefix.js';

/** A service that one client reaches before its login, by TCP and for so long from now. */
export interface Pass {
  readonly client: Client;
  readonly address: IpAddress;
  readonly port: number;
  readonly seconds: number;
}

/** The mark of connections that began by a pass: no client's id (see `client-id.ts`), and each packet is looked at anew. */
export const passMark = 3;

const families = [
  { family: 4, type: 'ipv4_addr', daddr: 'ip daddr' },
  { family: 6, type: 'ipv6_addr', daddr: 'ip6 daddr' },
] as const;

const passSet = (zone: ZoneName, family: 4 | 6) => `pass${family}_${zone}`;

export const passSets = (zone: ZoneName) =>
  `\t# MAC, address and TCP port that it reaches for now\n${families
    .map(
      ({ family, type }) =>
        `\tset ${passSet(zone, family)} { type ether_addr . ${type} . inet_service; flags timeout; size 65536; }\n`,
    )
    .join('')}`;

const look = (zone: ZoneName) =>
  families.map(({ family, daddr }) => `ether saddr . ${daddr} . tcp dport @${passSet(zone, family)}`);

/** For the first packet of a connection: where the client has a pass, it is not redirected. */
export const passBeginnings = (zone: ZoneName) =>
  look(zone)
    .map((match) => `\t\t${match} ct mark set ${passMark} accept\n`)
    .join('');

/** For each packet that goes up. Unlike the garden's connections these end with the pass, for the server as well. */
export const passRules = (zone: ZoneName, endedMark: number) =>
  [
    ...look(zone).map((match) => `\t\tct mark ${passMark} ${match} accept\n`),
    `\t\tmeta l4proto tcp ct mark ${passMark} ct mark set ${endedMark}\n`,
  ].join('');

/** The nft text that gives passes, given already or not: adding again alone sets no time before Linux 6.12. */
export function passAdditions(table: string, passes: readonly Pass[]): string {
  return passes
    .map(({ client, address, port, seconds }) => {
      const set = `${table} ${passSet(client.zone, familyOf(address))}`;
      const key = `${client.mac} . ${address} . ${port}`;
      return `add element ${set} { ${key} }\ndelete element ${set} { ${key} }\nadd element ${set} { ${key} timeout ${seconds}s }\n`;
    })
    .join('');
}
