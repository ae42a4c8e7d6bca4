/** The networks of the hotspot: private ones for the zones, documentation ones (RFC 5737, RFC 3849) for the internet. */
export const zones = {
  guest: { bridge: 'br-guest', prefix4: '10.77.0.', prefix6: 'fd77::' },
  staff: { bridge: 'br-staff', prefix4: '10.78.0.', prefix6: 'fd78::' },
} as const;

export type Zone = keyof typeof zones;

/** The gateway's own address is the first of each zone. */
export const gatewayIn = (zone: Zone) => ({
  address4: `${zones[zone].prefix4}1`,
  address6: `${zones[zone].prefix6}1`,
});

export const uplink = { address4: '192.0.2.1', address6: '2001:db8::1' };
/** The host that is the internet. */
export const internet = { address4: '192.0.2.80', address6: '2001:db8::80' };

/** The one address that DHCP gives away. */
export const leasedAddress = `${zones.guest.prefix4}200`;

export const portalUrl = 'http://login.hotspot.test/';
export const siteUrl = 'http://www.example.test/';
/** Has no A record. */
export const site6Url = 'http://www.only6.test/';
