import { readdirSync, readFileSync } from 'node:fs';
import { run } from '../../src/system/run.js';

/** What another program, or an operator by hand, does to the rules. */
export const nft = (command: string) => run('nft', [command]);

/** The lasting nft of a daemon; undefined while it has none. */
export function nftOf(daemon: number): number | undefined {
  const children = readdirSync(`/proc/${daemon}/task`).flatMap((thread) =>
    readFileSync(`/proc/${daemon}/task/${thread}/children`, 'utf8').trim().split(' ').filter(Boolean),
  );
  const pid = children.find((child) => readFileSync(`/proc/${child}/cmdline`, 'utf8') === 'nft\0-i\0');
  return pid === undefined ? undefined : Number(pid);
}
