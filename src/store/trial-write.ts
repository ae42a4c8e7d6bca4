import { promises } from 'node:fs';
import { stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';

const least = 4096;

/** Rejects where the disk would not take the store's next write, which is as large as the store is. */
export async function tryWriting(storePath: string, fs: Pick<typeof promises, 'open' | 'unlink'> = promises) {
  const { size } = await stat(storePath);
  const path = join(dirname(storePath), '.trial');
  const file = await fs.open(path, 'w', 0o600);
  try {
    await file.writeFile(Buffer.alloc(Math.max(least, size)));
    await file.sync();
  } finally {
    await file.close();
    await fs.unlink(path);
  }
}
