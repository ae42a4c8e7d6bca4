import type { ZoneName } from '../client/zone-name.js';
import type { Nfnetlink } from './nfnetlink.js';
import { accessCommands, newcomer } from './nft-commands.js';
import { readElements } from './nft-elements.js';
import { listing } from './nft-listing.js';
import { nftText } from './nft-text.js';
import { quotaStates } from './quota-states.js';
import { table } from './ruleset.js';

/**
 * For nft: makes the table anew from the text of its rules, with all clients that the kernel has in it, in one step; for
 * sets of an earlier version that cannot take the new form. `now` is epoch milliseconds.
 */
export async function tableReplacement(
  kernel: Nfnetlink,
  zones: readonly ZoneName[],
  text: string,
  now: number,
): Promise<string> {
  const { clients, ids } = await listing(
    (set, take) => readElements(kernel, set, take),
    await quotaStates(kernel),
    zones,
    new Map(),
    now,
  );
  const elements = [...clients].flatMap(([key, client]) =>
    client.kind === 'misplaced' ? [] : accessCommands(newcomer(client, ids.get(key) ?? 0), client, now),
  );
  return [`delete table ${table}`, text, ...elements.map(nftText)].join('\n');
}
