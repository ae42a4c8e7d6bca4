import { covers, type GardenName } from '../garden/garden-entry.js';
import { probeHosts } from '../garden/probe-hosts.js';

interface GardenFault {
  /** The entry's place in the list. */
  readonly at: number;
  readonly message: string;
}

/** Entries that are understood and cannot be; where the list or who finds names is faulty itself they may be anything. */
export function gardenFaults(garden: unknown, source: unknown): GardenFault[] {
  if (!Array.isArray(garden)) return [];
  return garden.flatMap((entry: unknown, at) => {
    if (!isOfName(entry)) return [];
    const faults: GardenFault[] = [];
    const probe = probeHosts.find((host) =>
      covers(entry, host, source === 'dnsmasq' ? 'dnsmasq' : 'resolver'),
    );
    if (probe !== undefined)
      faults.push({
        at,
        message: `no name that covers ${probe}: devices ask there whether they are online, and would open no login page`,
      });
    if (entry.isWildcard && source === 'resolver')
      faults.push({
        at,
        message: 'a name without *, since only garden-names: dnsmasq sees the names below one',
      });
    return faults;
  });
}

const isOfName = (entry: unknown): entry is GardenName =>
  typeof entry === 'object' && entry !== null && 'name' in entry && typeof entry.name === 'string';
