// Preloaded into the daemon: to whoever connects to the socket that is named in the query of this module's URL, it says
// what the daemon holds once its garbage is collected, and how late its event loop was since the last time.
import { createServer } from 'node:net';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** What the daemon says of itself. */
export interface Inside {
  readonly heapMebibytes: number;
  /** Buffers, which the heap does not count. */
  readonly externalMebibytes: number;
  readonly lagMs: number;
}

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');
const delay = monitorEventLoopDelay({ resolution: 5 });
delay.enable();
const mebibytes = (bytes: number) => Math.round((bytes / 2 ** 20) * 100) / 100;

createServer((socket) => {
  const lagMs = Math.round(delay.percentile(99) / 1e5) / 10;
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  const inside: Inside = {
    heapMebibytes: mebibytes(heapUsed),
    externalMebibytes: mebibytes(external),
    lagMs,
  };
  socket.end(JSON.stringify(inside));
  setImmediate(() => delay.reset()); // what collecting took is not counted
})
  .listen(new URL(import.meta.url).searchParams.get('socket'))
  .unref();
