import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { ExecutionContext } from 'ava';
import { mainPath } from './gate511.js';
import type { Installation } from './installation.js';

/** A running `gate511 serve`; it is killed after the test if it still runs. */
export class Daemon {
  readonly #child: ChildProcess;
  readonly #lines: string[] = [];
  readonly #closed: Promise<unknown>;
  #heard = () => {};

  private constructor(child: ChildProcess) {
    this.#child = child;
    this.#closed = once(child, 'close');
    for (const stream of [child.stdout, child.stderr])
      if (stream)
        createInterface({ input: stream }).on('line', (line) => {
          this.#lines.push(line);
          this.#heard();
        });
    child.on('close', () => this.#heard());
  }

  /** Resolves when it is ready. */
  static async start(t: ExecutionContext, { directory }: Installation): Promise<Daemon> {
    const daemon = new Daemon(
      spawn(process.execPath, [mainPath, 'serve'], { cwd: directory, stdio: 'pipe' }),
    );
    t.teardown(() => daemon.#end('SIGKILL'));
    await daemon.says('"ready"');
    return daemon;
  }

  get log(): string {
    return this.#lines.join('\n');
  }

  /** Waits for a log line with this text after what was waited for before; rejects when the daemon ends without it. */
  async says(text: string): Promise<string> {
    for (;;) {
      const found = this.#lines.findIndex((line) => line.includes(text));
      if (found >= 0) return this.#lines.splice(0, found + 1).at(-1) ?? '';
      if (this.#child.exitCode !== null) throw new Error(`it ended without saying ${text}:\n${this.log}`);
      await new Promise<void>((resolve) => {
        this.#heard = resolve;
      });
    }
  }

  signal(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  /** Its exit code; null when the signal itself ended it. */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
    await this.#end(signal);
    return this.#child.exitCode;
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) this.#child.kill(signal);
    await this.#closed;
  }
}
