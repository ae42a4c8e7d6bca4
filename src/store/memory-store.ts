import { noContents } from './contents.js';
import { ContentsStore } from './contents-store.js';
import type { Store } from './store.js';

/** A store that forgets: for tests. */
export function openMemoryStore(): Store {
  return new ContentsStore(noContents(), async () => undefined);
}
