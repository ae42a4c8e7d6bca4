import { Guesses } from './access/guesses.js';
import { MoveCodes } from './access/move-codes.js';
import { type Doors, openDoors } from './admin/auth/doors.js';
import { finishRestore } from './admin/restoring.js';
import { raiseNeighbourLimits } from './client/neighbour-table.js';
import { neighbourChanges } from './client/rtnetlink.js';
import { checkAdminAddress } from './config/admin-address.js';
import type { Config } from './config/config.js';
import { formSecretIn, keptFilesIn, storeFileIn } from './config/state.js';
import { checkStateDirectory } from './config/state-directory.js';
import { exit, OperatorError, reasonOf } from './errors.js';
import { lockTable } from './firewall/table-lock.js';
import { Gateway, type Surroundings } from './gateway.js';
import { Happenings } from './happenings/happenings.js';
import { Listeners } from './listeners.js';
import { PasswordHashes } from './login/password/password-hashes.js';
import { openRecords } from './record-keeping.js';
import type { AccountKey } from './store/account.js';
import { FailSafeStore } from './store/fail-safe-store.js';
import { openLowdbStore } from './store/lowdb-store.js';
import { openSecret } from './store/secret.js';
import { Cleanup } from './system/cleanup.js';
import { giveMemoryBack, trimHeap } from './system/memory.js';
import { Netlink } from './system/netlink.js';
import { repeat } from './system/repeat.js';
import { Serial } from './system/serial.js';

type Effects = Omit<
  Surroundings,
  | 'store'
  | 'logins'
  | 'kernel'
  | 'formSecret'
  | 'codes'
  | 'guesses'
  | 'doors'
  | 'hashes'
  | 'startedAt'
  | 'tell'
  | 'records'
>;

const trimPauseMs = 60_000;

/** The daemon: a store and listeners for its whole life, and a gateway for the configuration in force. */
export class App {
  readonly #surroundings: Surroundings;
  readonly #listeners: Listeners;
  readonly #cleanup: Cleanup;
  #config: Config;
  #gateway: Gateway;

  /** Resolves when everybody is let in whom the store knows, and every listener listens; else nothing is left open. */
  static async start(config: Config, effects: Effects): Promise<App> {
    checkAdminAddress(config);
    await checkStateDirectory(config.state);
    const cleanup = new Cleanup();
    let gateway: Gateway | undefined;
    try {
      const surroundings = await surroundingsFor(config, effects, cleanup);
      gateway = new Gateway(config, surroundings);
      await gateway.start();
      const listeners = await Listeners.open(config, gateway.handlers, surroundings);
      giveMemoryBack();
      const trims = repeat('give memory back', trimPauseMs, async () => trimHeap(), effects.log);
      cleanup.add(() => trims.stop());
      surroundings.tell('daemon-started', {});
      return new App(config, surroundings, gateway, listeners, cleanup);
    } catch (error) {
      try {
        await gateway?.stop();
      } finally {
        await cleanup.run();
      }
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

  /** Goes over to another configuration, or stays with the one in force when that cannot be done. */
  async reload(load: () => Promise<Config>): Promise<void> {
    const { tell } = this.#surroundings;
    try {
      await this.#change(await load());
      tell('configuration-loaded', {});
    } catch (error) {
      tell('configuration-refused', { reason: reasonOf(error) });
    }
  }

  async #change(config: Config): Promise<void> {
    for (const key of ['state', 'firewall'] as const)
      if (config[key] !== this.#config[key])
        throw new OperatorError(`"${key}" cannot change while the daemon runs: restart it`, exit.refused);
    checkAdminAddress(config);
    const { log } = this.#surroundings;
    const before = this.#gateway;
    const next = new Gateway(config, this.#surroundings);
    try {
      await before.pause();
      next.inherit(before);
      await this.#listeners.change(config, next.handlers, async () => {
        await next.start();
        before.giveWayTo(next);
      });
    } catch (error) {
      await next.stop();
      await before
        .resume()
        .catch((cause: unknown) =>
          log.error(
            { reason: reasonOf(cause) },
            'the reload was undone, but not all of what runs by itself could be resumed: restart the daemon',
          ),
        );
      throw error;
    }
    await before.stop();
    this.#config = config;
    this.#gateway = next;
  }

  get doors(): Doors {
    return this.#surroundings.doors;
  }

  /** Accepts nothing more, finishes what is under way and writes the store. The firewall stays as it is: closed. */
  async stop(): Promise<void> {
    try {
      await this.#listeners.close();
      await this.#gateway.saveUsage();
      await this.#gateway.stop();
      this.#surroundings.tell('daemon-stopped', {});
    } finally {
      await this.#cleanup.run();
    }
  }
}

/** Opens the store and, for a real firewall, what ties this process to the kernel; `cleanup` closes it all again. */
async function surroundingsFor(config: Config, effects: Effects, cleanup: Cleanup): Promise<Surroundings> {
  const happenings = new Happenings(effects.log);
  const store = new FailSafeStore(
    await openLowdbStore(storeFileIn(config.state), undefined, happenings.tell),
    effects.log,
  );
  cleanup.add(() => store.close());
  const place = { state: config.state, keptFiles: keptFilesIn(config.state) };
  const restored = await finishRestore(place, store, effects.clock());
  const records = await openRecords(
    { state: config.state, source: config.portal.url },
    happenings,
    effects,
    cleanup,
  );
  if (restored !== undefined) happenings.tell('backup-restored', { madeAt: restored });
  const formSecret = await openSecret(
    formSecretIn(config.state),
    effects.random,
    'remove it, and open sign-in pages are asked for anew',
  );
  const codes = new MoveCodes(effects.clock, effects.random);
  const guesses = new Guesses(effects.log, effects.clock);
  const hashes = new PasswordHashes(effects);
  const shared = {
    ...effects,
    hashes,
    tell: happenings.tell,
    records,
    store,
    logins: new Serial<AccountKey>(),
    formSecret,
    codes,
    doors: openDoors({ ...effects, store, tell: happenings.tell, hashes: hashes.ofOperators }),
    guesses,
    startedAt: effects.clock(),
  };
  if (config.firewall === 'none') return { ...shared, kernel: undefined };
  const lock = await lockTable();
  cleanup.add(() => lock.release());
  const kernel = { questions: new Netlink('route'), news: new Netlink('route', neighbourChanges) };
  cleanup.add(() => kernel.questions.close());
  cleanup.add(() => kernel.news.close());
  await raiseNeighbourLimits(effects.log);
  return { ...shared, kernel };
}
