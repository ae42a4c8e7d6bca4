import { readdirSync } from 'node:fs';
import type { ExecutionContext } from 'ava';
import { Program } from '../e2e/program.js';

/**
 * Lets fail, or delays, what a daemon sends to the kernel by other threads than its main one: what it writes into the
 * firewall. `how` is in the words of strace(1), "Tampering". Gives what ends it.
 */
export async function hinderWrites(t: ExecutionContext, daemon: number, how: string) {
  const threads = readdirSync(`/proc/${daemon}/task`).filter((thread) => Number(thread) !== daemon);
  const which = threads.flatMap((thread) => ['-p', thread]);
  const strace = new Program('strace', [...which, '-e', 'trace=sendto', '-e', `inject=sendto:${how}`]);
  const end = () => strace.kill('SIGTERM');
  t.teardown(end);
  for (const thread of threads) await strace.line(new RegExp(`Process ${thread} attached`));
  return end;
}
