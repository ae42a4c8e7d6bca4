import test, { type ExecutionContext } from 'ava';
import { testsUnless } from '../needing.js';
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
  const declare = testsUnless(reason);
  let hotspot: Hotspot;
  test.before(async () => {
    if (reason === undefined) hotspot = await Hotspot.open(settings);
  });
  test.after.always(() => hotspot?.close());
  return (title, run) => declare(title, (t) => run(t, hotspot));
}
