import type { LookUp } from '../garden/dns-look-up.js';
import type { HostName } from '../garden/host-name.js';
import { isPublic } from '../garden/public-address.js';
import type { Config } from './config.js';

/** Names of gardens that lead nowhere, as far as this machine's name servers know. */
export async function gardenWarnings({ zones }: Config, lookUp: LookUp): Promise<string[]> {
  const warnings = zones.flatMap((zone) =>
    zone.garden.map(async (entry, at) => {
      if (!('name' in entry) || entry.isWildcard) return [];
      const trouble = await troubleWith(entry.name, lookUp);
      return trouble === undefined ? [] : [`zones.${zone.name}.garden.${at}: ${entry.name} ${trouble}`];
    }),
  );
  return (await Promise.all(warnings)).flat();
}

async function troubleWith(name: HostName, lookUp: LookUp): Promise<string | undefined> {
  const { answers, failures } = await lookUp(name);
  const [failure] = failures;
  if (failure) {
    const what =
      answers.length === 0
        ? 'cannot be resolved'
        : `may have ${failure.record} records that cannot be found out`;
    return `${what} (${failure.reason}): see to the name servers in /etc/resolv.conf`;
  }
  if (answers.length === 0) return 'does not resolve: correct the name, or take it out';
  const addresses = answers.map(({ address }) => address);
  if (addresses.some(isPublic)) return undefined;
  return `resolves to ${addresses.join(', ')}, and a name opens public addresses only: write the address in its place`;
}
