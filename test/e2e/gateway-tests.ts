import { existsSync } from 'node:fs';
import test, { type ExecutionContext } from 'ava';
import { systemPath } from '../../src/system/run.js';
import { Hotspot, type HotspotOptions } from './hotspot.js';

export type HotspotTest = (t: ExecutionContext, hotspot: Hotspot) => Promise<void>;

/**
 * What declares the tests of one file: they share a hotspot and run one after another. Where no hotspot can be built they
 * are skipped and say why, or fail where `CI` is `true`.
 */
export function gatewayTests(
  programs: readonly string[] = [],
  options: HotspotOptions = {},
): (title: string, run: HotspotTest) => void {
  const reason = obstacle(programs);
  if (reason !== undefined)
    return (title) => {
      if (process.env.CI === 'true') test(title, (t) => t.fail(reason));
      else test.skip(`${title} (skipped: ${reason})`, (t) => t.pass());
    };

  let hotspot: Hotspot;
  test.before(async () => {
    hotspot = await Hotspot.open(options);
  });
  test.after.always(() => hotspot?.close());
  return (title, run) => test.serial(title, (t) => run(t, hotspot));
}

/** Why no hotspot can be built on this machine; undefined where one can. */
export function obstacle(programs: readonly string[] = []): string | undefined {
  if (process.platform !== 'linux') return 'a hotspot needs Linux';
  if (process.getuid?.() !== 0) return 'a hotspot needs root';
  const missing = ['ip', 'nft', 'dnsmasq', 'curl', ...programs].filter((program) => !isThere(program));
  return missing.length > 0 ? `a hotspot needs ${missing.join(', ')}` : undefined;
}

const isThere = (program: string) =>
  systemPath.split(':').some((directory) => existsSync(`${directory}/${program}`));
