import { MoveCodes } from './access/move-codes.js';
import { raiseNeighbourLimits } from './client/neighbour-table.js';
import { neighbourChanges } from './client/rtnetlink.js';
import type { Config } from './config/config.js';
import { formSecretIn, storeFileIn } from './config/state.js';
import { exit, OperatorError } from './errors.js';
import { lockTable } from './firewall/table-lock.js';
import { Gateway, type Surroundings } from './gateway.js';
import { Listeners } from './listeners.js';
import { openSecret } from './portal/secret.js';
import { FailSafeStore } from './store/fail-safe-store.js';
import { openLowdbStore } from './store/lowdb-store.js';
import { Cleanup } from './system/cleanup.js';
import { Netlink } from './system/netlink.js';

type Effects = Omit<Surroundings, 'store' | 'kernel' | 'formSecret' | 'codes' | 'startedAt'>;

/** The daemon: a store and listeners for its whole life, and a gateway for the configuration in force. */
export class App {
  readonly #surroundings: Surroundings;
  readonly #listeners: Listeners;
  readonly #cleanup: Cleanup;
  #config: Config;
  #gateway: Gateway;

  /** Resolves when everybody is let in whom the store knows, and every listener listens; else nothing is left open. */
  static async start(config: Config, effects: Effects): Promise<App> {
    const cleanup = new Cleanup();
    let gateway: Gateway | undefined;
    try {
      const surroundings = await surroundingsFor(config, effects, cleanup);
      gateway = new Gateway(config, surroundings);
      await gateway.start();
      const listeners = await Listeners.open(config, gateway.handlers, effects);
      return new App(config, surroundings, gateway, listeners, cleanup);
    } catch (error) {
      await gateway?.stop();
      await cleanup.run();
      throw error;
    }
  }

  private constructor(
    config: Config,
    surroundings: Surroundings,
    gateway: Gateway,
    listeners: Listeners,
    cleanup: Cleanup,
  ) {
    this.#config = config;
    this.#surroundings = surroundings;
    this.#gateway = gateway;
    this.#listeners = listeners;
    this.#cleanup = cleanup;
  }

  /** Goes over to another configuration; rejects, and stays with the one in force, when that cannot be done. */
  async reload(config: Config): Promise<void> {
    for (const key of ['state', 'firewall'] as const)
      if (config[key] !== this.#config[key])
        throw new OperatorError(`"${key}" cannot change while the daemon runs: restart it`, exit.refused);
    const before = this.#gateway;
    const next = new Gateway(config, this.#surroundings);
    await before.rest();
    try {
      await this.#listeners.change(config, next.handlers, () => next.start());
    } catch (error) {
      await next.stop();
      await before.start();
      throw error;
    }
    await before.stop();
    this.#config = config;
    this.#gateway = next;
  }

  /** Accepts nothing more, finishes what is under way and writes the store. The firewall stays as it is: closed. */
  async stop(): Promise<void> {
    await this.#listeners.close();
    await this.#gateway.saveUsage();
    await this.#gateway.stop();
    await this.#cleanup.run();
  }
}

/** Opens the store and, for a real firewall, what ties this process to the kernel; `cleanup` closes it all again. */
async function surroundingsFor(config: Config, effects: Effects, cleanup: Cleanup): Promise<Surroundings> {
  const store = new FailSafeStore(await openLowdbStore(storeFileIn(config.state)), effects.log);
  cleanup.add(() => store.close());
  const formSecret = await openSecret(formSecretIn(config.state), effects.random);
  const codes = new MoveCodes(effects.clock, effects.random);
  const shared = { ...effects, store, formSecret, codes, startedAt: effects.clock() };
  if (config.firewall === 'none') return { ...shared, kernel: undefined };
  const lock = await lockTable();
  cleanup.add(() => lock.release());
  const kernel = { questions: new Netlink('route'), news: new Netlink('route', neighbourChanges) };
  cleanup.add(() => kernel.questions.close());
  cleanup.add(() => kernel.news.close());
  await raiseNeighbourLimits(effects.log);
  return { ...shared, kernel };
}
