import test, { type ExecutionContext } from 'ava';
import type { Settings } from './configuration.js';
import { Hotspot } from './hotspot.js';
import { obstacle } from './obstacle.js';

export type HotspotTest = (t: ExecutionContext, hotspot: Hotspot) => Promise<void>;

/**
 * What declares the tests of one file: they share a hotspot and run one after another. Where no hotspot can be built they
 * are skipped and say why, or fail where `CI` is `true`.
 */
export function gatewayTests(
  programs: readonly string[] = [],
  settings: Settings = {},
): (title: string, run: HotspotTest) => void {
  const reason = obstacle(programs);
  if (reason !== undefined)
    return (title) => {
      if (process.env.CI === 'true') test(title, (t) => t.fail(reason));
      else test.skip(`${title} (skipped: ${reason})`, (t) => t.pass());
    };

  let hotspot: Hotspot;
  test.before(async () => {
    hotspot = await Hotspot.open(settings);
  });
  test.after.always(() => hotspot?.close());
  return (title, run) => test.serial(title, (t) => run(t, hotspot));
}
