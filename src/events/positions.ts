import { promises } from 'node:fs';
import { z } from 'zod';
import { reasonOf } from '../errors.js';
import { writeDurably } from '../store/durable-file.js';
import type { Log } from '../system/log.js';
import { readIfThere } from '../system/read-if-there.js';
import { sparingly } from '../system/sparingly.js';

/** Within this what was delivered is written; who is killed before delivers it twice. */
const writeAfterMs = 1_000;

/** How far each receiver has been told, over restarts. */
export class Positions {
  readonly #path: string;
  readonly #failed: (fields: Readonly<Record<string, unknown>>) => void;
  readonly #positions: Map<string, number>;
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();

  /**
   * A file that is damaged is as if there was none: then receivers hear of what comes from now on. Rejects with an
   * OperatorError when it cannot be read.
   */
  static async open(path: string, log: Log): Promise<Positions> {
    const found = positionsIn(await textOf(path));
    if (!found)
      log.error({ path }, 'what webhooks have been told is damaged: they hear of what comes from now on');
    return new Positions(path, new Map(Object.entries(found ?? {})), log);
  }

  private constructor(path: string, positions: Map<string, number>, log: Log) {
    this.#path = path;
    this.#positions = positions;
    this.#failed = sparingly((fields) =>
      log.error(fields, 'what webhooks have been told could not be written'),
    );
  }

  of(name: string): number {
    return this.#positions.get(name) ?? 0;
  }

  set(name: string, position: number): void {
    this.#positions.set(name, position);
    this.#timer ??= setTimeout(() => this.#write(), writeAfterMs);
  }

  /** Where somebody begins who has no position yet. */
  begin(name: string, position: number): void {
    if (!this.#positions.has(name)) this.set(name, position);
  }

  async close(): Promise<void> {
    if (this.#timer) this.#write();
    await this.#writing;
  }

  #write(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#writing = this.#writing.then(async () => {
      const text = `${JSON.stringify(Object.fromEntries(this.#positions))}\n`;
      await writeDurably(promises, this.#path, [Buffer.from(text)]).catch((error: unknown) =>
        this.#failed({ reason: reasonOf(error) }),
      );
    });
  }
}

async function textOf(path: string): Promise<string> {
  return (await readIfThere(path, `what webhooks have been told, ${path},`)) ?? '{}';
}

const positions = z.record(z.string(), z.number());

function positionsIn(text: string): Record<string, number> | undefined {
  try {
    return positions.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
