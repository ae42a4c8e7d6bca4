import { existsSync } from 'node:fs';
import { systemPath } from '../../src/system/run.js';

/** Why no hotspot can be built on this machine; undefined where one can. */
export function obstacle(programs: readonly string[] = []): string | undefined {
  if (process.platform !== 'linux') return 'a hotspot needs Linux';
  if (process.getuid?.() !== 0) return 'a hotspot needs root';
  const missing = ['ip', 'nft', 'dnsmasq', 'curl', ...programs].filter((program) => !isThere(program));
  return missing.length > 0 ? `a hotspot needs ${missing.join(', ')}` : undefined;
}

const isThere = (program: string) =>
  systemPath.split(':').some((directory) => existsSync(`${directory}/${program}`));
