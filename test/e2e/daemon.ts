import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { configuration, type Settings } from './configuration.js';
import type { Namespace } from './namespace.js';
import type { Finished, Program } from './program.js';

const main = fileURLToPath(new URL('../../src/main.js', import.meta.url));

/** The real daemon on the gateway, and its command line. */
export class Daemon {
  readonly #gateway: Namespace;
  readonly #directory: string;
  readonly #configPath: string;
  #serving: Program | undefined;

  constructor(gateway: Namespace, directory: string) {
    this.#gateway = gateway;
    this.#directory = directory;
    this.#configPath = join(directory, 'gate511.yaml');
  }

  /** Writes its configuration file, which it reads when it is started or told to. */
  configure(settings: Settings): Promise<void> {
    return writeFile(this.#configPath, configuration(this.#directory, settings));
  }

  /** Resolves when it listens and the firewall is in place. `environment` is what it has beside the usual. */
  async start(environment: Readonly<Record<string, string>> = {}): Promise<void> {
    const variables = Object.entries(environment).map(([name, value]) => `${name}=${value}`);
    this.#serving = this.#gateway.start('env', [...variables, ...this.command('serve')]);
    await this.logged('ready');
  }

  async stop(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<number | null | undefined> {
    return (await this.#serving?.kill(signal))?.code;
  }

  /** Waits for a log line with this message since the daemon was started. */
  async logged(message: string): Promise<string | undefined> {
    return this.#serving?.line(saying(message));
  }

  /** Waits for the next such line from now on. */
  async nextLogged(message: string): Promise<string | undefined> {
    return this.#serving?.nextLine(saying(message));
  }

  /** What it has logged since it was started. */
  get log(): string {
    return this.#serving?.said ?? '';
  }

  /** Makes it read its configuration anew; `message` is what it must say of that. */
  async reload(message: string): Promise<void> {
    const said = this.nextLogged(message);
    this.#serving?.signal('SIGHUP');
    await said;
  }

  /** Holds the daemon up while something is done, which it finds done when it goes on. */
  async heldUpDuring(deed: () => Promise<void>): Promise<void> {
    this.#serving?.signal('SIGSTOP');
    try {
      await deed();
    } finally {
      this.#serving?.signal('SIGCONT');
    }
  }

  /** Runs an operator's command. */
  run(...args: string[]): Promise<Finished> {
    const [file, ...rest] = this.command(...args);
    return this.#gateway.run(file, rest);
  }

  /** The words of an operator's command. */
  command(...args: string[]): [string, ...string[]] {
    return [process.execPath, main, ...args, '--config', this.#configPath];
  }
}

const saying = (message: string) => new RegExp(`"msg":"[^"]*${message}`);
