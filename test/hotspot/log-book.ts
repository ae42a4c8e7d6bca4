import type { Log } from '../../src/system/log.js';
import { type LogLine, recordedLog } from '../recorded-log.js';

/** A log that keeps every line, debug included, to search in. */
export interface LogBook extends Log {
  readonly lines: readonly LogLine[];
  /** All that was logged. */
  text(): string;
  /** The line of the fault whose reference a page shows. */
  withReference(reference: string): LogLine | undefined;
}

export function logBook(): LogBook {
  const log = recordedLog();
  return {
    ...log,
    text: () => log.lines.map((line) => JSON.stringify(line)).join('\n'),
    withReference: (reference) => log.lines.find(({ fields }) => fields.reference === reference),
  };
}
