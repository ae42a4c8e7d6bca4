import type { IpAddress } from '../client/ip-address.js';
import type { MacAddress } from '../client/mac-address.js';
import type { ZoneName } from '../client/zone-name.js';
import type { ConfigFile } from './schema.js';

/** One network of guests. Durations are seconds. */
export type ZoneConfig = Omit<ConfigFile['zones'][ZoneName], 'name'> & {
  readonly name: ZoneName;
  /** What visitors read as the network's name. */
  readonly title: string;
  /** Addresses whose MAC the kernel need not be asked for. */
  readonly neighbours: Readonly<Record<IpAddress, MacAddress>>;
};

/** The whole configuration, checked and frozen. */
export type Config = Omit<ConfigFile, 'zones'> & { readonly zones: readonly ZoneConfig[] };
