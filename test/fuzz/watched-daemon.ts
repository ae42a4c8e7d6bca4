import { spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { ExecutionContext } from 'ava';
import { mainPath } from '../cli/gate511.js';
import { nodeOfUnit } from '../node-of-unit.js';

/** A running daemon of whose log only the errors are kept: there may be a million other lines. */
export interface WatchedDaemon {
  readonly errors: readonly string[];
  isRunning(): boolean;
  /** How it ended, and what errors it logged before. */
  end(): string;
  /** Its resident memory. */
  rssBytes(): number;
}

/** Starts `gate511 serve` in a directory and resolves when it is ready; it is killed after the test. */
export async function startWatched(t: ExecutionContext, cwd: string): Promise<WatchedDaemon> {
  const [file, ...words] = nodeOfUnit;
  const child = spawn(file, [...words, mainPath, 'serve'], { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  const closed = once(child, 'close');
  t.teardown(async () => {
    child.kill('SIGKILL');
    await closed;
  });
  const errors: string[] = [];
  const says = new EventEmitter();
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (line.includes('"ready"')) says.emit('ready');
    if (/"level":("error"|"fatal"|50|60)/.test(line)) errors.push(line);
  });
  createInterface({ input: child.stderr }).on('line', (line) => errors.push(line));
  await once(says, 'ready', { signal: AbortSignal.timeout(30_000) });
  return {
    errors,
    end: () => [`code ${child.exitCode}, signal ${child.signalCode}`, ...errors.slice(-20)].join('\n'),
    isRunning: () => child.exitCode === null && child.signalCode === null,
    rssBytes: () => {
      const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
      return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) * 1024;
    },
  };
}
