import type { Invocation } from './command.js';

/** Prints what was found: as JSON with `--json`, else for people. */
export function printFound<Found>(
  invocation: Invocation,
  found: Found,
  readable: (found: Found) => string,
): void {
  invocation.print(invocation.flag('json') ? JSON.stringify(found, null, 2) : readable(found));
}
