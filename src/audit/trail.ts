import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { createStream, type RotatingFileStream } from 'rotating-file-stream';
import { reasonOf, unavailable } from '../errors.js';
import { Batches } from '../system/batches.js';
import type { Log } from '../system/log.js';
import { makeDirectory } from '../system/make-directory.js';
import { sparingly } from '../system/sparingly.js';
import { currentName, fileNameOf, forgetFiles } from './files.js';
import type { AuditRecord } from './record.js';

/** A file that has grown so large is followed by another one of the same day. */
const largestFile = '64M';
const mostBytes = 4 * 1024 ** 3;

/**
 * The audit trail: JSON lines in a directory of its own, a file a day. Nothing waits for it, and nothing fails when it
 * cannot be written; that is logged, and tried again with the next record.
 */
export class AuditTrail {
  readonly directory: string;
  readonly #failed: (fields: Readonly<Record<string, unknown>>) => void;
  #stream: RotatingFileStream | undefined;
  readonly #lines = new Batches<string>((lines) => this.#write(lines));

  /** Rejects with an OperatorError when there can be no such directory. */
  static async open(directory: string, log: Log): Promise<AuditTrail> {
    await makeDirectory(directory).catch((cause: unknown) => {
      throw unavailable(`the audit trail ${directory} cannot be written`, cause);
    });
    return new AuditTrail(directory, log);
  }

  private constructor(directory: string, log: Log) {
    this.directory = directory;
    this.#failed = sparingly((fields) => log.error(fields, 'the audit trail cannot be written'));
  }

  append(record: AuditRecord): void {
    this.#lines.add(`${JSON.stringify(record)}\n`);
  }

  /** Resolves when everything that was appended is in the files, as far as they can be written. */
  flushed(): Promise<void> {
    return this.#lines.idle();
  }

  /** Deletes what was recorded before then, a day at a time, and the oldest beyond 4 GiB; epoch milliseconds. */
  forget(before: number): Promise<void> {
    return forgetFiles(this.directory, before, mostBytes);
  }

  async close(): Promise<void> {
    await this.#lines.idle();
    const stream = this.#stream;
    this.#stream = undefined;
    if (stream) await new Promise<void>((resolve) => stream.once('close', () => resolve()).end());
  }

  async #write(lines: readonly string[]): Promise<void> {
    this.#stream ??= this.#open();
    const stream = this.#stream;
    await new Promise<void>((resolve) => stream.write(lines.join(''), () => resolve())); // what fails tells 'error'
  }

  #open(): RotatingFileStream {
    const stream = createStream(fileNameOf, {
      path: `${this.directory}/`,
      interval: '1d',
      intervalUTC: true,
      intervalBoundary: true,
      initialRotation: true,
      size: largestFile,
      mode: 0o600,
    });
    stream.on('error', (error) => {
      if (this.#stream === stream) this.#stream = undefined;
      this.#failed({ reason: reasonOf(error) });
    });
    if (isTorn(join(this.directory, currentName))) stream.write('\n'); // or the next line would be lost with the torn one
    return stream;
  }
}

/** Whether the last line has no end, since the power was cut while it was written. */
function isTorn(path: string): boolean {
  try {
    const file = openSync(path, 'r');
    try {
      const { size } = fstatSync(file);
      const last = Buffer.alloc(1);
      return size > 0 && readSync(file, last, 0, 1, size - 1) === 1 && last.toString() !== '\n';
    } finally {
      closeSync(file);
    }
  } catch {
    return false; // there is none yet, or the stream will say why not
  }
}
