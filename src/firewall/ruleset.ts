import type { ZoneName } from '../client/zone-name.js';
import { addressBinding, bindingTables } from './address-binding.js';
import { zoneMark, zoneMask, zoneNumber } from './client-id.js';
import { type GardenZone, gardenChain, gardenMark, gardenRules, gardenSets } from './garden.js';
import { passBeginnings, passMark, passRules, passSets } from './passes.js';
import { portalPeerChains, portalPeerSets } from './portal-peers.js';
import { downloadRateSet, rateSet, uploadRateSet } from './rates.js';

interface RulesetZone extends GardenZone {
  /** An interface name as the kernel allows it, without quotes or wildcards. */
  readonly interface: string;
  readonly masquerade: boolean;
  /** Whether an address is its first user's. */
  readonly 'bind-addresses': boolean;
  /** Whether its clients can be given passes. */
  readonly hasPasses: boolean;
}

export interface RulesetOptions {
  readonly zones: readonly RulesetZone[];
  readonly interceptorPort: number;
  /** `port` is where it listens, `urlPort` the one in its URL. */
  readonly portal: { readonly port: number; readonly urlPort: number; readonly isPlain: boolean };
}

/** The table that is ours. */
export const table = 'inet gate511';

export const openMap = (zone: ZoneName) => `auth_${zone}`;
export const denySet = (zone: ZoneName) => `deny_${zone}`;
export const seenSet = (zone: ZoneName) => `seen_${zone}`;
/** Client ids of all zones; they are unique over the zones. */
export const downSet = 'down';
/** Ids of clients whose data is limited, and the quotas of their accounts: several clients may share one. */
export const quotaMap = 'quota_of';
/** How long a client's last packet is remembered. */
export const seenTimeoutSeconds = 15 * 60;
/** A connection mark with a meaning of its own, as `gardenMark` is; client ids are larger than this one. */
const endedMark = 2;

/**
 * The whole ruleset as nft text; loading it again replaces the rules and keeps the elements of all sets.
 *
 * Upwards one look-up of the MAC decides, counts, and marks the connection with the client's id; downwards the mark
 * decides and counts. So a client is one thing whatever addresses it has, and no rule is ever added for a client.
 */
export function ruleset(options: RulesetOptions): string {
  const { zones } = options;
  const [only, ...others] = zones;
  const isSingle = only && others.length === 0;
  // A comparison takes half the time of a look-up.
  const dispatch = (chain: string) =>
    isSingle
      ? `iifname "${only.interface}" goto ${chain}_${only.name}`
      : `iifname vmap { ${zones.map((zone) => `"${zone.interface}" : goto ${chain}_${zone.name}`).join(', ')} }`;
  const zoneInterfaces = isSingle
    ? `"${only.interface}"`
    : `{ ${zones.map((zone) => `"${zone.interface}"`).join(', ')} }`;
  const masqueraded = zones.filter((zone) => zone.masquerade);

  return `#!/usr/sbin/nft -f
# gate511: made from the configuration by "gate511 ruleset". Loading it again replaces every rule and keeps all elements.
add table ${table}
flush table ${table}

table ${table} {
	# client id; the element's counter counts what goes down to the client
	set ${downSet} { type mark; flags timeout; counter; }
	# client id, of those whose download is limited
	${rateSet(downloadRateSet, 'mark')}
	# client id : the quota of its account, up and down together
	map ${quotaMap} { type mark : quota; flags timeout; }
	set dns_rate { type ether_addr; flags dynamic,timeout; timeout 1m; size 65536; }
	set connections { type ether_addr; flags dynamic; size 65536; }
${portalPeerSets}${zones.map(zoneSets).join('')}
	chain arrival {
		type filter hook prerouting priority mangle; policy accept;
		${dispatch('arrival')}
	}
	chain nat_pre {
		type nat hook prerouting priority dstnat; policy accept;
		${dispatch('nat')}
	}
	chain nat_post {
		type nat hook postrouting priority srcnat; policy accept;
${masqueraded.map((zone) => `\t\tiifname "${zone.interface}" oifname != "${zone.interface}" masquerade\n`).join('')}\t}
	chain input {
		type filter hook input priority filter; policy accept;
		iifname ${zoneInterfaces} goto from_zone
	}
	chain forward {
		type filter hook forward priority filter; policy accept;
		${dispatch('up')}
		oifname ${zoneInterfaces} goto to_zone
	}
${zones.map((zone, index) => zoneChains(zone, zoneNumber(index), zoneInterfaces, options)).join('')}
	# from a zone to the gateway itself: name service, addresses, the portal, and nothing else
	chain from_zone {
		# where route_localnet is on, the kernel takes these too; services of the machine's own trust them
		ct original ip daddr 127.0.0.0/8 goto refuse
		meta l4proto { tcp, udp } th dport 53 goto dns
		tcp dport ${options.portal.port} ct state established goto portal_segment
		ct state established,related accept
		udp dport { 67, 547 } accept
		icmpv6 type { nd-router-solicit, nd-neighbor-solicit, nd-neighbor-advert, mld-listener-query, mld-listener-report, mld-listener-done, mld2-listener-report } accept
		icmp type echo-request limit rate 100/second accept
		icmpv6 type echo-request limit rate 100/second accept
		tcp dport { ${portsOf(options).join(', ')} } ct state new add @connections { ether saddr ct count over 64 } goto refuse
		tcp dport ${options.portal.port} goto portal_beginning
		# the interceptor is met by redirection only
		tcp dport ${options.interceptorPort} ct status dnat accept
		goto refuse
	}
${portalPeerChains}	chain dns {
		update @dns_rate { ether saddr limit rate over 50/second burst 200 packets } drop
		accept
	}
	chain to_zone {
		# what has no connection has no mark, and comes to the end
		ct mark @${downloadRateSet} drop
		quota name ct mark map @${quotaMap} goto refuse
		# one look-up: in force? and the download counter
		ct mark @${downSet} accept
${zones.some(hasGarden) ? `		ct mark ${gardenMark} ct direction reply accept\n` : ''}${zones.some(({ hasPasses }) => hasPasses) ? `		ct mark ${passMark} ct direction reply accept\n` : ''}		# A client that only receives would never learn that its authorisation is over. One last segment passes: the
		# acknowledgement it causes is answered by a reset on its way up; later segments reset the server.
		meta l4proto tcp ct mark > ${endedMark} ct mark set ${endedMark} accept
		ct mark ${endedMark} goto refuse
		drop
	}
	chain within_quota {
		quota name ct mark map @${quotaMap} goto refuse
		accept
	}
	chain refuse {
		meta l4proto tcp reject with tcp reset
		reject with icmpx type admin-prohibited
	}
}
${addressBinding(zones.filter((zone) => zone['bind-addresses']).map((zone) => zone.interface))}`;
}

/** Takes away those of our tables that `nft list tables` gave. */
export const removal = (listed: string) => deletions(listed, [table, ...bindingTables]);

/** Takes away what an earlier configuration bound. */
export const unbinding = (listed: string) => deletions(listed, bindingTables);

function deletions(listed: string, tables: readonly string[]): string {
  const there = listed.split('\n');
  return tables
    .filter((name) => there.includes(`table ${name}`))
    .map((name) => `delete table ${name}\n`)
    .join('');
}

const portsOf = ({ portal, interceptorPort }: RulesetOptions) => [portal.port, interceptorPort];

const hasGarden = ({ garden }: RulesetZone) => garden.length > 0;

function zoneSets(zone: RulesetZone): string {
  const { name } = zone;
  return `
	# MAC : client id; the element's counter counts what comes up from the client; no timeout: until taken out
	map ${openMap(name)} { type ether_addr : mark; flags timeout; counter; }
	${rateSet(uploadRateSet(name), 'ether_addr')}
	set ${denySet(name)} { type ether_addr; flags timeout; }
	set ${seenSet(name)} { type ether_addr; flags dynamic,timeout; timeout ${seenTimeoutSeconds / 60}m; size 65536; }
${gardenSets(zone)}${zone.hasPasses ? passSets(name) : ''}`;
}

function zoneChains(
  zone: RulesetZone,
  number: number,
  zoneInterfaces: string,
  { interceptorPort, portal }: RulesetOptions,
): string {
  const { name } = zone;
  const ifGarden = (text: string) => (hasGarden(zone) ? text : '');
  return `
	chain arrival_${name} {
		# what a client of this zone began, and so was let through below: the look at its source need not be taken again
		ct direction original ct mark & ${zoneMask} == ${zoneMark(number)} accept
		# what has no connection would leave without address translation
		ct state invalid drop
		ether saddr @${denySet(name)} drop
		ip saddr 0.0.0.0 accept
		ip6 saddr :: accept
		# a source address that the zone does not have
		fib saddr . iif oif missing drop
		update @${seenSet(name)} { ether saddr }
	}
	chain nat_${name} {
${localRedirects(interceptorPort, portal)
  .map((rule) => `\t\tfib daddr type local tcp dport ${rule}\n`)
  .join('')}		# "!=" never touches the element's counter
		ether saddr != @${openMap(name)} goto captive_${name}
	}
	chain captive_${name} {
		fib daddr type { local, broadcast, multicast } accept
${ifGarden(`\t\tjump garden_${name}\n`)}${zone.hasPasses ? passBeginnings(name) : ''}		tcp dport 80 redirect to :${interceptorPort}
		meta l4proto { tcp, udp } th dport 53 redirect to :53
	}
${ifGarden(gardenChain(zone))}	chain up_${name} {
		# clients do not reach each other
		oifname ${zoneInterfaces} goto refuse
		ether saddr @${uploadRateSet(name)} drop
		# one look-up: authorised? and the upload counter, and the client's id
		ct mark set ether saddr map @${openMap(name)} goto within_quota
${ifGarden(gardenRules(name, endedMark))}${zone.hasPasses ? passRules(name, endedMark) : ''}		goto refuse
	}
`;
}

/** http://gateway/ is the portal for everyone; where the portal speaks TLS, the interceptor sends the visitor there. */
function localRedirects(
  interceptorPort: number,
  { port, urlPort, isPlain }: RulesetOptions['portal'],
): string[] {
  const port80 = isPlain ? port : interceptorPort;
  return [
    port80 === 80 ? '80 accept' : `80 redirect to :${port80}`,
    ...(urlPort === port || urlPort === 80 ? [] : [`${urlPort} redirect to :${port}`]),
  ];
}
