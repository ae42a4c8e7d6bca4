import { type ChildProcess, spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { systemPath } from '../../src/system/run.js';

/** How a program ended and what it said. */
export interface Finished {
  /** Null when a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const timeLimitMs = 45_000;

/** A real program, started and watched. */
export class Program {
  /** Resolves when it has ended and all its output is read. */
  readonly finished: Promise<Finished>;
  readonly #command: string;
  readonly #child: ChildProcess;
  readonly #changed = new EventEmitter();
  readonly #stdout: Buffer[] = [];
  readonly #stderr: Buffer[] = [];
  #hasEnded = false;

  /** Without `cwd` it runs where the test does. */
  constructor(file: string, args: readonly string[], cwd?: string) {
    this.#command = [file, ...args].join(' ');
    const env = { PATH: systemPath, LC_ALL: 'C', HOME: '/nonexistent' };
    this.#child = spawn(file, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    this.#collect(this.#child.stdout, this.#stdout);
    this.#collect(this.#child.stderr, this.#stderr);
    this.finished = new Promise((resolve, reject) => {
      this.#child.on('error', reject);
      this.#child.on('close', (code) => {
        this.#hasEnded = true;
        this.#changed.emit('change');
        resolve({ code, stdout: textOf(this.#stdout), stderr: textOf(this.#stderr) });
      });
    });
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** All that it has written so far. */
  get said(): string {
    return textOf([...this.#stdout, ...this.#stderr]);
  }

  /** The first line of output, from either stream, that matches, or the one after so many; waits for it. */
  line(pattern: RegExp, after = 0): Promise<string> {
    return this.#until(String(pattern), () => this.#matching(pattern)[after]);
  }

  /** The next such line from now on; waits for it. */
  nextLine(pattern: RegExp): Promise<string> {
    return this.line(pattern, this.#matching(pattern).length);
  }

  /** Resolves when it has written that much more to its standard output. */
  async received(bytes: number): Promise<void> {
    const wanted = sizeOf(this.#stdout) + bytes;
    await this.#until(`${bytes} bytes`, () => sizeOf(this.#stdout) >= wanted || undefined);
  }

  signal(name: NodeJS.Signals): void {
    this.#child.kill(name);
  }

  /** Ends it by a signal. */
  kill(name: NodeJS.Signals): Promise<Finished> {
    this.signal(name);
    return this.finished;
  }

  #matching(pattern: RegExp): string[] {
    const lines = [this.#stdout, this.#stderr].flatMap((said) => {
      const all = textOf(said).split('\n');
      return this.#hasEnded ? all : all.slice(0, -1); // the last one may go on
    });
    return lines.filter((line) => pattern.test(line));
  }

  async #until<T>(what: string, look: () => T | undefined): Promise<T> {
    const signal = AbortSignal.timeout(timeLimitMs);
    for (;;) {
      const found = look();
      if (found !== undefined) return found;
      if (this.#hasEnded)
        throw new Error(`"${this.#command}" ended without ${what}: ${textOf(this.#stderr)}`);
      await once(this.#changed, 'change', { signal }).catch((cause: unknown) => {
        throw new Error(`"${this.#command}" gave no ${what} in time: ${textOf(this.#stderr)}`, { cause });
      });
    }
  }

  #collect(stream: NodeJS.ReadableStream | null, into: Buffer[]): void {
    stream?.on('data', (chunk: Buffer) => {
      into.push(chunk);
      this.#changed.emit('change');
    });
  }
}

const textOf = (chunks: readonly Buffer[]) => Buffer.concat(chunks).toString();
const sizeOf = (chunks: readonly Buffer[]) => chunks.reduce((sum, chunk) => sum + chunk.length, 0);
