import { type IpAddress, octetsOf as octetsOfAddress } from '../client/ip-address.js';
import { type MacAddress, octetsOf } from '../client/mac-address.js';

/**
 * Who began each connection to the portal. The neighbour table says whose an address is at this moment, and for a moment
 * a captive device can take another's address, or give it back. So the kernel notes the device whose segment began a
 * connection, lets none of another device's into it, and the daemon asks.
 */
const families = [
  { address: 'ip saddr', suffix: '4' },
  { address: 'ip6 saddr', suffix: '6' },
] as const;

/** Longer than the listener keeps a connection on which nothing moves. */
const flags = 'flags dynamic,timeout; timeout 1m;';
/** Of a connection of which nothing has come but its beginning, or that ends: thousands may do so in each second. */
const brief = ' timeout 10s';
/** Conntrack's time for a connection that ends is two minutes at most, for one that is established days (its sysctl.rst). */
const isEnding = 'ct expiration < 150s';

/**
 * A place belongs to one device for as long as that is remembered; so there is room for more places than devices. For more of
 * both than conntrack has room for connections.
 */
export const portalPeerSets = `	# the device that began a connection to the portal, and the address and port it came from, which are nobody else's
${families
  .map(
    ({
      address,
      suffix,
    }) => `	set portal_peer${suffix} { typeof ether saddr . ${address} . tcp sport; ${flags} size 262144; }
	set portal_place${suffix} { typeof ${address} . tcp sport; ${flags} size 524288; }
`,
  )
  .join('')}	set portal_rate { type ether_addr; ${flags} size 65536; }
`;

/** In every rule the place is noted after the device, and so forgotten after it. */
const rules = families.map(({ address, suffix }) => {
  const [peer, place] = [`ether saddr . ${address} . tcp sport`, `${address} . tcp sport`];
  const [peers, places] = [`@portal_peer${suffix}`, `@portal_place${suffix}`];
  const noted = (time: string) =>
    `update ${peers} { ${peer}${time} } update ${places} { ${place}${time} } accept\n`;
  return {
    others: `		${place} ${places} ${peer} != ${peers} drop\n`,
    beginning: `		${noted(brief)}`,
    segment: `		${peer} ${peers} ${noted('')}`,
    end: `		${peer} ${peers} ${noted(brief)}`,
  };
});
const each = (kind: keyof (typeof rules)[number]) => rules.map((rule) => rule[kind]).join('');

/** `portal_beginning` for what begins a connection, `portal_segment` for what follows. */
export const portalPeerChains = `	chain portal_beginning {
		tcp flags & (fin | syn | rst | ack) != syn goto refuse
		update @portal_rate { ether saddr limit rate over 50/second burst 200 packets } goto refuse
${each('others')}${each('beginning')}		goto refuse
	}
	chain portal_segment {
		${isEnding} goto portal_end
${each('segment')}		drop
	}
	chain portal_end {
${each('end')}		drop
	}
`;

/** The set and the key by which the kernel remembers that this device began the connection from there. */
export function portalPeer(mac: MacAddress, address: IpAddress, port: number) {
  const source = octetsOfAddress(address);
  // Each part of a key takes whole words.
  const key = Buffer.alloc(8 + source.length + 4);
  octetsOf(mac).copy(key);
  source.copy(key, 8);
  key.writeUInt16BE(port, 8 + source.length);
  return { set: source.length === 4 ? 'portal_peer4' : 'portal_peer6', key };
}
