import type { Hotspot } from './hotspot.js';
import type { Site } from './internet-names.js';

type Kind = 'garden' | 'lately';

/** As if the time of these addresses in the guests' sets of that kind and ending were over, or were in so many seconds. */
export async function runOut(hotspot: Hotspot, ending: string, kind: Kind, site: Site, seconds = 0) {
  for (const [family, address] of [
    [4, site.address4],
    [6, site.address6],
  ] as const) {
    const set = setOf(family, ending, kind);
    const again = seconds === 0 ? '' : `add element ${set} { ${address} timeout ${seconds}s };`;
    await hotspot.gateway.run('nft', [`delete element ${set} { ${address} }; ${again}`]);
  }
}

/** Whether either of the addresses is in the guests' sets. */
export async function isIn(hotspot: Hotspot, ending: string, kind: Kind, site: Site): Promise<boolean> {
  const asked = [
    hotspot.gateway.run('nft', [`get element ${setOf(4, ending, kind)} { ${site.address4} }`]),
    hotspot.gateway.run('nft', [`get element ${setOf(6, ending, kind)} { ${site.address6} }`]),
  ];
  return (await Promise.all(asked)).some(({ code }) => code === 0);
}

/** How long an address is yet in the guests' set of the garden with that ending. */
export async function secondsLeft(hotspot: Hotspot, ending: string, address: string): Promise<number> {
  const set = setOf(address.includes(':') ? 6 : 4, ending, 'garden');
  const { stdout } = await hotspot.gateway.run('nft', ['-j', 'list', 'set', ...set.split(' ')]);
  const { nftables } = JSON.parse(stdout) as { nftables: { set?: { elem?: Element[] } }[] };
  const elements = nftables.flatMap(({ set }) => set?.elem ?? []);
  return elements.find(({ elem }) => elem.val === address)?.elem.expires ?? 0;
}

interface Element {
  readonly elem: { readonly val: string; readonly expires: number };
}

const setOf = (family: 4 | 6, ending: string, kind: Kind) => `inet gate511 ${kind}${family}_guest${ending}`;
