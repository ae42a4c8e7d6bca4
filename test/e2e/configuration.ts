import { join } from 'node:path';
import { portalUrl, type Zone, zones } from './addresses.js';
import { certificateIn, keyIn } from './certificate.js';

/** In what hotspots differ. */
export interface Settings {
  readonly name?: string;
  /** Of an authorisation in every zone. */
  readonly duration?: string;
  /** The plan of every zone, instead of a duration. */
  readonly plan?: object;
  /** Plans beside it, by name. */
  readonly plans?: Readonly<Record<string, object>>;
  readonly zones?: readonly Zone[];
  /** Further keys of a zone. */
  readonly zoneKeys?: Partial<Record<Zone, object>>;
  /** Further sections of the file. */
  readonly sections?: object;
  /** Whether the portal speaks TLS. */
  readonly isTls?: boolean;
  /** Of the zone of the guests. */
  readonly garden?: readonly string[];
  readonly gardenNames?: 'dnsmasq' | 'resolver';
  /** In every zone. */
  readonly bindsAddresses?: boolean;
}

/** The text of gate511.yaml, which is JSON as well. */
export function configuration(directory: string, settings: Settings): string {
  const {
    name = 'Café Example',
    duration = '8h',
    zones: names = ['guest', 'staff'],
    zoneKeys = {},
    isTls = false,
    plan,
    plans = {},
    garden = [],
    gardenNames = 'resolver',
    bindsAddresses = false,
    sections = {},
  } = settings;
  const tls = { certificate: certificateIn(directory), key: keyIn(directory) };
  const zone = (each: Zone) => ({
    interface: zones[each].bridge,
    login: ['click-through'],
    ...(plan ? { plan: 'usual' } : { session: { duration } }),
    garden: each === 'guest' ? garden : [],
    'bind-addresses': bindsAddresses,
    ...zoneKeys[each],
  });
  return JSON.stringify({
    state: join(directory, 'state'),
    portal: isTls
      ? { name, url: portalUrl.replace('http:', 'https:'), listen: '[::]:443', tls }
      : { name, url: portalUrl, listen: '[::]:8510' },
    interceptor: { listen: '[::]:8511' },
    // Everywhere, so that it is the firewall that keeps guests away from it.
    admin: { listen: '[::]:8512', 'zone-addresses': true },
    plans: { ...plans, ...(plan ? { usual: plan } : {}) },
    'garden-names': gardenNames,
    zones: Object.fromEntries(names.map((each) => [each, zone(each)])),
    ...sections,
  });
}
