import { lackOf } from '../lack.js';

/** Why no hotspot can be built on this machine; undefined where one can. */
export function obstacle(programs: readonly string[] = []): string | undefined {
  if (process.platform !== 'linux') return 'needs Linux';
  if (process.getuid?.() !== 0) return 'needs root';
  return lackOf('ip', 'nft', 'dnsmasq', 'curl', ...programs);
}
