import { pino } from 'pino';

export type Fields = Readonly<Record<string, unknown>>;

/** The four levels that the code uses; each line has fields and one sentence. */
export interface Log {
  /** Whether making the fields of such a line is worth it. */
  isLevelEnabled(level: LogLevel): boolean;
  debug(fields: Fields, message: string): void;
  info(fields: Fields, message: string): void;
  warn(fields: Fields, message: string): void;
  error(fields: Fields, message: string): void;
}

export const logLevels = ['debug', 'info', 'warn', 'error'] as const;
export type LogLevel = (typeof logLevels)[number];

/** JSON lines on standard output, or readable lines where that is a terminal. */
export async function openLog(level: LogLevel): Promise<Log> {
  const options = { level, base: null, timestamp: pino.stdTimeFunctions.isoTime };
  const stream = process.stdout.isTTY ? await readable() : undefined;
  const log: Log = stream ? pino(options, stream) : pino(options);
  return log;
}

/** No service needs it. */
async function readable() {
  const { default: pretty } = await import('pino-pretty');
  return pretty({ translateTime: 'SYS:HH:MM:ss', singleLine: true });
}

export const silentLog: Log = {
  isLevelEnabled: () => false,
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

const loggedLength = 200;

/** Foreign text made safe for a log line: control and non-ASCII characters as `\x..`, and not too long. */
export function printable(text: string): string {
  const cut = text.length > loggedLength ? `${text.slice(0, loggedLength)}…` : text;
  return cut.replace(/[^\x20-\x7e…]/g, (char) => `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`);
}

/** The same for a record that people read: letters of every script stay as they are, what is unseen or moves text does not. */
export function legible(text: string): string {
  const cut = text.length > loggedLength ? `${text.slice(0, loggedLength)}…` : text;
  return cut.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, (char) => `\\u{${char.codePointAt(0)?.toString(16)}}`);
}
