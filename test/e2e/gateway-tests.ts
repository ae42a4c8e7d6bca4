import test, { type ExecutionContext } from 'ava';
import { Hotspot, type HotspotOptions } from './hotspot.js';
import { obstacle } from './obstacle.js';

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
