import { copyFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Lets each nft that a daemon starts do something first, in the words of sh(1), until `heal`. */
export interface HinderedNft {
  /** The words that go before the daemon's own command. */
  readonly under: readonly string[];
  hinder(first: string): Promise<void>;
  heal(): Promise<void>;
}

/** The daemon has a script in the place of nft, in a mount namespace of its own; nobody else does. */
export async function hinderedNft(directory: string): Promise<HinderedNft> {
  const [script, original, first] = ['nft', 'original', 'first'].map((name) => join(directory, name)) as [
    string,
    string,
    string,
  ];
  await copyFile('/usr/sbin/nft', original);
  await writeFile(script, `#!/bin/sh\n[ -e ${first} ] && . ${first}\nexec ${original} "$@"\n`, {
    mode: 0o755,
  });
  return {
    under: ['unshare', '-m', 'sh', '-c', `mount --bind ${script} /usr/sbin/nft && exec "$@"`, 'sh'],
    hinder: (words) => writeFile(first, words),
    heal: () => rm(first),
  };
}
