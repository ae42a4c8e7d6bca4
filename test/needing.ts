import { existsSync } from 'node:fs';
import test, { type ExecutionContext } from 'ava';
import { systemPath } from '../src/system/run.js';

type Body = (t: ExecutionContext) => void | Promise<void>;

/**
 * What declares tests, which run one after another in a file. `reason` is why they cannot run here: then they are skipped
 * and say so, or fail where `CI` is `true`.
 */
export function testsUnless(reason: string | undefined): (title: string, body: Body) => void {
  if (reason === undefined) return (title, body) => test.serial(title, body);
  if (process.env.CI === 'true')
    return (title) => test(title, (t) => t.fail(`${reason}, and CI must not skip it`));
  return (title, body) => test.skip(`${title} (skipped: ${reason})`, body);
}

/** Which of these programs the machine does not have; undefined where it has them all. */
export function lackOf(...programs: readonly string[]): string | undefined {
  const missing = programs.filter((program) => !isThere(program));
  return missing.length > 0 ? `needs ${missing.join(', ')}` : undefined;
}

const isThere = (program: string) =>
  systemPath.split(':').some((directory) => existsSync(`${directory}/${program}`));
