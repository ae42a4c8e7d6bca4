import { setImmediate } from 'node:timers/promises';

/** A few milliseconds' worth of records or elements. */
const usualStep = 1_000;

/** Long work in steps of so many items, before each of which the event loop has its turn. */
export async function* inSteps<Item>(
  items: readonly Item[],
  step = usualStep,
): AsyncGenerator<readonly Item[]> {
  for (const some of inParts(items, step)) {
    await setImmediate();
    yield some;
  }
}

/** So many items at a time. */
export function* inParts<Item>(items: readonly Item[], size: number): Generator<readonly Item[]> {
  for (let at = 0; at < items.length; at += size) yield items.slice(at, at + size);
}
