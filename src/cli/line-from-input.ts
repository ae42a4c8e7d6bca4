import { createInterface } from 'node:readline/promises';

/** The first line of the standard input, for what must not stand among the arguments of a process. */
export async function lineFromInput(): Promise<string> {
  const lines = createInterface({ input: process.stdin });
  for await (const line of lines) return line;
  return '';
}
