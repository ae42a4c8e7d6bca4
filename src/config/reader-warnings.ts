import { stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { parse } from 'yaml';
import type { LoadedConfig } from './load.js';

/**
 * Of files that root alone can read though the daemon runs as gate511, a sentence each: the configuration and those that
 * it names. `passwd` is the text of /etc/passwd, which says whether there is that user.
 */
export async function readerWarnings({ config, path }: LoadedConfig, passwd: string): Promise<string[]> {
  if (path === undefined || !/^gate511:/m.test(passwd)) return [];
  const files = new Set([path, ...filesIn(parse(config.text)).map((file) => resolve(dirname(path), file))]);
  const warnings = [...files].map(async (file) =>
    (await isForRootOnly(file))
      ? [
          `only root can read ${file}, and the daemon runs as gate511: chgrp gate511 ${file}; chmod g+rX ${file}`,
        ]
      : [],
  );
  return (await Promise.all(warnings)).flat();
}

const namesFile = (key: string) => /^(certificate|key|leases|logo|views)$|-file$/.test(key);

/** What stands in the file under a key that names one, at any depth. */
function filesIn(section: unknown): string[] {
  return Object.entries(Object(section)).flatMap(([key, value]) =>
    typeof value === 'object' ? filesIn(value) : namesFile(key) ? [String(value)] : [],
  );
}

const isForRootOnly = (path: string) =>
  stat(path).then(
    ({ uid, gid, mode }) => uid === 0 && (mode & (gid === 0 ? 0o004 : 0o044)) === 0,
    () => false,
  );
