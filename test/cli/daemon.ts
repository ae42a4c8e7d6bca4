import type { ExecutionContext } from 'ava';
import { Program } from '../e2e/program.js';
import { mainPath } from './gate511.js';
import type { Installation } from './installation.js';

/** A running `gate511 serve`; it is killed after the test if it still runs. */
export class Daemon {
  readonly #serving: Program;
  /** How many lines with a pattern in them were waited for. */
  readonly #heard = new Map<string, number>();

  private constructor(directory: string, options: readonly string[]) {
    this.#serving = new Program(process.execPath, [mainPath, 'serve', ...options], directory);
  }

  /** Resolves when it is ready. */
  static async start(
    t: ExecutionContext,
    installation: Installation,
    ...options: readonly string[]
  ): Promise<Daemon> {
    const daemon = Daemon.begin(t, installation, ...options);
    await daemon.says('"ready"');
    return daemon;
  }

  /** One that has yet to become ready. */
  static begin(t: ExecutionContext, { directory }: Installation, ...options: readonly string[]): Daemon {
    const daemon = new Daemon(directory, options);
    t.teardown(() => daemon.#serving.kill('SIGKILL'));
    return daemon;
  }

  /** Waits for a log line with this pattern in it after those that were waited for before; rejects when the daemon ends without it. */
  says(pattern: string): Promise<string> {
    const before = this.#heard.get(pattern) ?? 0;
    this.#heard.set(pattern, before + 1);
    return this.#serving.line(new RegExp(pattern), before);
  }

  /** All that it has logged and printed so far. */
  get log(): string {
    return this.#serving.said;
  }

  signal(signal: NodeJS.Signals): void {
    this.#serving.signal(signal);
  }

  /** Its exit code; null when the signal itself ended it. */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
    return (await this.#serving.kill(signal)).code;
  }
}
