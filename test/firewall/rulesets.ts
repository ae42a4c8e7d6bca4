import type { RulesetOptions } from '../../src/firewall/ruleset.js';
import { guest, staff } from '../clients.js';

export const guestZone = { name: guest, interface: 'br-guest', masquerade: true, 'bind-addresses': false };
export const staffZone = { name: staff, interface: 'eth1.20', masquerade: true, 'bind-addresses': false };

const interceptorPort = 8511;
const plain = { port: 8510, urlPort: 80, isPlain: true };

/** Configurations by the name of the file with their ruleset. */
export const rulesets = {
  'one-zone': { zones: [guestZone], interceptorPort, portal: plain },
  'portal-tls': { zones: [guestZone], interceptorPort, portal: { port: 443, urlPort: 443, isPlain: false } },
  'two-zones': { zones: [guestZone, { ...staffZone, masquerade: false }], interceptorPort, portal: plain },
  'no-masquerade': { zones: [{ ...guestZone, masquerade: false }], interceptorPort, portal: plain },
  'bound-addresses': {
    zones: [{ ...guestZone, 'bind-addresses': true }, staffZone],
    interceptorPort,
    portal: plain,
  },
  'portal-80': { zones: [guestZone], interceptorPort, portal: { port: 80, urlPort: 80, isPlain: true } },
} as const satisfies Record<string, RulesetOptions>;
