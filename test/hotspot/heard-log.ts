import { EventEmitter, once } from 'node:events';
import type { Log } from '../../src/system/log.js';
import { type LogBook, logBook } from './log-book.js';

/** A log book whose next line with a message can be waited for. */
export function heardLog(): LogBook & { heard(message: string): Promise<unknown> } {
  const book = logBook();
  const lines = new EventEmitter();
  const at =
    (level: 'info' | 'warn' | 'error'): Log['info'] =>
    (fields, message) => {
      book[level](fields, message);
      lines.emit(message);
    };
  return {
    ...book,
    ...{ info: at('info'), warn: at('warn'), error: at('error') },
    heard: (message) => once(lines, message, { signal: AbortSignal.timeout(10_000) }),
  };
}
