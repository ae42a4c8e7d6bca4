import { setImmediate } from 'node:timers/promises';

/** A few milliseconds' worth of records or elements. */
const usualStep = 1_000;

/** Long work in steps of so many items, before each of which the event loop has its turn. */
export async function* inSteps<Item>(
  items: readonly Item[],
  step = usualStep,
): AsyncGenerator<readonly Item[]> {
  for (let at = 0; at < items.length; at += step) {
    await setImmediate();
    yield items.slice(at, at + step);
  }
}
