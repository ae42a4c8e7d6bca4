import type { RulesetOptions } from '../../src/firewall/ruleset.js';
import { type GardenEntry, parseGardenEntry } from '../../src/garden/garden-entry.js';
import { guest, staff } from '../clients.js';

export const guestZone = {
  name: guest,
  interface: 'br-guest',
  masquerade: true,
  garden: [],
  'bind-addresses': false,
  hasPasses: false,
};
export const staffZone = {
  name: staff,
  interface: 'eth1.20',
  masquerade: true,
  garden: [],
  'bind-addresses': false,
  hasPasses: false,
};

const shared = { interceptorPort: 8511 } as const;
const plain = { port: 8510, urlPort: 80, isPlain: true };

const garden = [
  'menu.example',
  '*.menu.example',
  'pay.example:443',
  'shop.example:443,80',
  '198.51.100.0/24',
  '203.0.113.7:443',
  '[2001:db8:5::/48]:443',
  '2001:db8::7',
  '192.0.2.53:53',
].map((text) => parseGardenEntry(text) as GardenEntry);
const gardenZones = [{ ...guestZone, garden }, staffZone];

/** Configurations by the name of the file with their ruleset. */
export const rulesets = {
  'one-zone': { zones: [guestZone], ...shared, portal: plain },
  'portal-tls': { zones: [guestZone], ...shared, portal: { port: 443, urlPort: 443, isPlain: false } },
  'two-zones': {
    zones: [
      { ...guestZone, hasPasses: true },
      { ...staffZone, masquerade: false },
    ],
    ...shared,
    portal: plain,
  },
  'no-masquerade': { zones: [{ ...guestZone, masquerade: false }], ...shared, portal: plain },
  'portal-80': { zones: [guestZone], ...shared, portal: { port: 80, urlPort: 80, isPlain: true } },
  garden: { ...shared, zones: gardenZones, portal: plain },
  'bound-addresses': {
    ...shared,
    zones: [{ ...guestZone, 'bind-addresses': true }, staffZone],
    portal: plain,
  },
} as const satisfies Record<string, RulesetOptions>;
