import type { Log, LogLevel } from '../../src/system/log.js';

export interface LogLine {
  readonly level: LogLevel;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly message: string;
}

/** A log that keeps every line, debug included. */
export class LogBook implements Log {
  readonly lines: LogLine[] = [];

  readonly isLevelEnabled = () => true;
  readonly debug = this.#keep('debug');
  readonly info = this.#keep('info');
  readonly warn = this.#keep('warn');
  readonly error = this.#keep('error');

  /** All that was logged, as one text to search in. */
  get text(): string {
    return this.lines.map((line) => JSON.stringify(line)).join('\n');
  }

  /** The line of the fault whose reference a page shows. */
  withReference(reference: string): LogLine | undefined {
    return this.lines.find(({ fields }) => fields.reference === reference);
  }

  #keep(level: LogLevel): Log['debug'] {
    return (fields, message) => this.lines.push({ level, fields, message });
  }
}
