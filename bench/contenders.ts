import type { MacAddress } from '../src/client/mac-address.js';
import type { ZoneName } from '../src/client/zone-name.js';
import { clientId, zoneNumber } from '../src/firewall/client-id.js';
import { accessCommands, newcomer } from '../src/firewall/nft-commands.js';
import { nftText } from '../src/firewall/nft-text.js';
import { type RulesetOptions, ruleset } from '../src/firewall/ruleset.js';
import type { AccountDigest } from '../src/store/account.js';
import { unused } from '../src/store/authorisation.js';
import { inside, macOf, outside } from './line.js';

/** What forwards: texts for nft, loaded one after another. */
export interface Contender {
  readonly name: string;
  /** How many clients there are; the flood comes from all over them. */
  readonly clients: number;
  readonly texts: readonly string[];
}

const zone = 'guest' as ZoneName;
export const options: RulesetOptions = {
  zones: [
    {
      name: zone,
      interface: inside,
      masquerade: true,
      garden: [],
      'bind-addresses': false,
      hasPasses: false,
    },
  ],
  interceptorPort: 8511,
  portal: { port: 8510, urlPort: 80, isPlain: true },
};
/** Elements in one text: nft keeps all of it in memory. */
const clientsAText = 10_000;
/** Looked at for each packet, and never in the way. */
const rates = { uploadBitsPerSecond: 100e9, downloadBitsPerSecond: 100e9 };

export const plainNat: Contender = {
  name: 'plain NAT',
  clients: 1,
  texts: [`table inet nat {\n chain out {\n${masquerade()} }\n}\n`],
};

/** Our ruleset with so many authorised clients, each with its counters, and where it is limited with rates and a quota. */
export function portal(clients: number, isLimited = true): Contender {
  const now = Date.now();
  const endsAt = now + 8 * 3_600_000;
  const changes = Array.from({ length: clients }, (_, number) => {
    const client = { mac: macOf(number) as MacAddress, zone };
    const placement = newcomer(client, clientId(zoneNumber(0), number + 1));
    const account = number.toString(16).padStart(20, '0') as AccountDigest;
    const limits = isLimited ? { rates, quota: { account, endsAtBytes: 1e15, usedBytes: 0 } } : {};
    return accessCommands(placement, { kind: 'open', used: unused, endsAt, ...limits }, now);
  });
  const texts = [ruleset(options)];
  for (let at = 0; at < clients; at += clientsAText)
    texts.push(
      changes
        .slice(at, at + clientsAText)
        .flatMap((commands) => commands.map(nftText))
        .join('\n'),
    );
  const name = `gate511, ${clients.toLocaleString('en')} authorised${isLimited ? '' : ', no rate or quota'}`;
  return { name, clients, texts };
}

/** As other captive portals do it: a rule for each client, which also counts; only the way up has them here. */
export function ruleForEachClient(clients: number): Contender {
  const numbers = Array.from({ length: clients }, (_, number) => number);
  const up = numbers.map((number) => `  ether saddr ${macOf(number)} counter accept\n`).join('');
  return {
    name: `a rule for each of ${clients.toLocaleString('en')} clients`,
    clients,
    texts: [
      `table inet nat {
 chain out {\n${masquerade()} }
 chain forward {
  type filter hook forward priority filter; policy drop;
  iifname "${inside}" jump up
  oifname "${inside}" ct state established accept
 }
 chain up {\n${up} }
}
`,
    ],
  };
}

function masquerade(): string {
  return `  type nat hook postrouting priority srcnat; policy accept;
  iifname "${inside}" oifname "${outside}" masquerade\n`;
}
