/**
 * Tables of their own: ARP is another family, and the daemon lists its main table often. Sets with an address of IPv6 are
 * made of raw bytes (`@nh,64,128` is the source), since nft 1.0.6 has no name for the target of an advertisement
 * (`@th,64,128`), and both must be of one type.
 */
export const bindingTables = ['inet gate511_addresses', 'arp gate511_addresses'] as const;

/** How long an address stays its owner's without a packet from it. */
const ownedFor = '10m';
/** What one device may take: a phone begins with half a dozen addresses, and makes new ones of IPv6 each day. */
const claims = 'limit rate over 6/minute burst 16 packets';
const flags = `flags dynamic,timeout; timeout ${ownedFor}; size 65536;`;

/**
 * nft text that binds each address of these interfaces to the MAC that used it first; nothing where there are none. When
 * a set is full, further addresses are not bound, and those that are stay so.
 */
export function addressBinding(interfaces: readonly string[]): string {
  if (interfaces.length === 0) return '';
  const [inet, arp] = bindingTables;
  const bound = `{ ${interfaces.map((name) => `"${name}"`).join(', ')} }`;
  return `
# addresses, bound to the MAC that used them first
${bindingTables.map((table) => `add table ${table}\nflush table ${table}\n`).join('')}
table ${inet} {
${sets('ip saddr', 'ether saddr', '4')}${sets('@nh,64,128', 'ether saddr', '6')}	set claims { type ether_addr; ${flags} }

	chain raw {
		type filter hook prerouting priority raw - 9; policy accept;
		iifname ${bound} meta nfproto vmap { ipv4 : goto source4, ipv6 : goto source6 }
	}
	chain source4 {
		ip saddr 0.0.0.0 accept
${ownerOnly('ip saddr', 'ether saddr', '4')}	}
	chain source6 {
		ip6 saddr :: accept
		# the target of an advertisement
		icmpv6 type nd-neighbor-advert iif . @th,64,128 . ether saddr != @owner6 iif . @th,64,128 @owned6 drop
${ownerOnly('@nh,64,128', 'ether saddr', '6')}	}
}

table ${arp} {
${sets('arp saddr ip', 'arp saddr ether')}	set claims { type ether_addr; ${flags} }

	chain input {
		type filter hook input priority filter; policy accept;
		iifname ${bound} goto sender
	}
	chain sender {
		# asks whether an address is free
		arp saddr ip 0.0.0.0 accept
${ownerOnly('arp saddr ip', 'arp saddr ether')}	}
}
`;
}

function sets(address: string, mac: string, suffix = ''): string {
  return `	set owned${suffix} { typeof iif . ${address}; ${flags} }
	set owner${suffix} { typeof iif . ${address} . ${mac}; ${flags} }
`;
}

/** The owner goes on and stays it, another is dropped, and what nobody has becomes the sender's. */
function ownerOnly(address: string, mac: string, suffix = ''): string {
  const [owned, owner] = [`iif . ${address}`, `iif . ${address} . ${mac}`];
  return `		${owner} @owner${suffix} update @owner${suffix} { ${owner} } update @owned${suffix} { ${owned} } accept
		${owned} @owned${suffix} drop
		update @claims { ether saddr ${claims} } drop
		add @owner${suffix} { ${owner} } add @owned${suffix} { ${owned} }
`;
}
