import { isBelow } from '../garden/host-name.js';
import { type GardenZone, gardenSet } from './garden.js';
import { table } from './ruleset.js';

/** What the dnsmasq that answers the guests must read: which answers go into which set. */
export function dnsmasqSnippet(zones: readonly GardenZone[]): string {
  const entries = zones.flatMap(({ name: zone, garden }) =>
    garden.flatMap((entry) => ('name' in entry ? [{ name: entry.name, ports: entry.ports, zone }] : [])),
  );
  const names = [...new Set(entries.map(({ name }) => name))];
  const lines = names.map((name) => {
    // dnsmasq heeds the longest name that fits, and only one line for it.
    const covering = entries.filter((entry) => entry.name === name || isBelow(name, entry.name));
    const sets = covering.flatMap(({ zone, ports }) =>
      ([4, 6] as const).map((family) => `${family} ${table} ${gardenSet(zone, family, ports)}`),
    );
    return `nftset=/${name}/${[...new Set(sets)].join(',').replaceAll(' ', '#')}\n`;
  });
  return `# Written by gate511 for the dnsmasq that answers the guests, which reads it at its start only.
${lines.length === 0 ? '' : limits}${lines.join('')}`;
}

/** Answers from its cache reach no set, and devices keep theirs: both are kept short beside the time in a set. */
const limits = `# Only answers that are not from the cache make a name reachable: keep them, here and on devices, for a minute.
max-ttl=60
max-cache-ttl=60
`;
