import type { Log } from '../system/log.js';
import type { RandomBytes } from '../system/random.js';
import { newReference } from './reference.js';

interface BurstOptions {
  readonly log: Log;
  readonly random: RandomBytes;
  readonly level: 'info' | 'warn';
  readonly message: string;
  /** Lines of their own that a burst begins with. */
  readonly lines: number;
  readonly windowMs?: number;
}

const usualWindowMs = 10_000;

/** What a flood does many times, as few lines: those it begins with, and then one each ten seconds with their number. */
export class BurstLog {
  readonly #options: BurstOptions;
  #window: NodeJS.Timeout | undefined;
  #lines = 0;
  #more = 0;
  #reference = '';

  constructor(options: BurstOptions) {
    this.#options = options;
  }

  /** Gives the reference to show: of a line of its own, or of the last line that there was. */
  add(fields: Readonly<Record<string, unknown>>): string {
    const { log, random, level, message, lines } = this.#options;
    this.#window ??= this.#open();
    if (this.#lines >= lines) {
      this.#more += 1;
      return this.#reference;
    }
    this.#lines += 1;
    this.#reference = newReference(random);
    log[level]({ reference: this.#reference, ...fields }, message);
    return this.#reference;
  }

  /** The timer may not keep the process. */
  #open(): NodeJS.Timeout {
    return setTimeout(() => this.#close(), this.#options.windowMs ?? usualWindowMs).unref();
  }

  #close(): void {
    const { log, level, message, lines } = this.#options;
    const goesOn = this.#more > 0;
    if (goesOn) log[level]({ reference: this.#reference, times: this.#more }, `${message}, again and again`);
    this.#more = 0;
    this.#lines = goesOn ? lines : 0;
    this.#window = goesOn ? this.#open() : undefined;
  }
}
