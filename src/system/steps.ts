import { setImmediate } from 'node:timers/promises';

const usualStep = 100;
const stepMs = 3;

/** Long work in steps of a few milliseconds: before each the event loop has its turn. */
export class Pace {
  #began = Number.NEGATIVE_INFINITY;

  /** Resolves at once while a step is under way, and else when others have had their turn. */
  async turn(): Promise<void> {
    if (performance.now() - this.#began < stepMs) return;
    await setImmediate();
    this.#began = performance.now();
  }
}

/** The items, so many at a time, at the pace of long work. */
export async function* inSteps<Item>(
  items: Iterable<Item>,
  step = usualStep,
): AsyncGenerator<readonly Item[]> {
  const pace = new Pace();
  for (const some of inParts(items, step)) {
    await pace.turn();
    yield some;
  }
}

/** So many items at a time. */
export function* inParts<Item>(items: Iterable<Item>, size: number): Generator<readonly Item[]> {
  let some: Item[] = [];
  for (const item of items) {
    some.push(item);
    if (some.length < size) continue;
    yield some;
    some = [];
  }
  if (some.length > 0) yield some;
}
