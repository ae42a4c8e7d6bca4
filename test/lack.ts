import { existsSync } from 'node:fs';
import { systemPath } from '../src/system/run.js';

/** Which of these programs the machine does not have; undefined where it has them all. */
export function lackOf(...programs: readonly string[]): string | undefined {
  const missing = programs.filter((program) => !isThere(program));
  return missing.length > 0 ? `needs ${missing.join(', ')}` : undefined;
}

const isThere = (program: string) =>
  systemPath.split(':').some((directory) => existsSync(`${directory}/${program}`));
