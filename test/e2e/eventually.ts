import { setTimeout as pause } from 'node:timers/promises';

/** What `look` finds at last; throws when that is nothing for too long. For what sends no event when it has changed. */
export async function eventually<T>(look: () => Promise<T | undefined>, limitMs = 15_000): Promise<T> {
  for (const end = Date.now() + limitMs; Date.now() < end; await pause(100)) {
    const found = await look();
    if (found !== undefined) return found;
  }
  throw new Error(`not so after ${limitMs / 1000} s`);
}
