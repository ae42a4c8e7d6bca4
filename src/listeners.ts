import { chmod, rm } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { isDeepStrictEqual } from 'node:util';
import type { Config } from './config/config.js';
import { adminSocketIn } from './config/state.js';
import { exit, OperatorError, unavailable } from './errors.js';
import type { Tell } from './happenings/happenings.js';
import { type ListenAddress, Listener } from './http/listener.js';
import { TlsFiles } from './http/tls-files.js';
import { Cleanup } from './system/cleanup.js';
import type { Log } from './system/log.js';
import { present } from './system/present.js';
import type { RandomBytes } from './system/random.js';

/** What each listener does with a request. */
export interface Handlers {
  readonly interceptor: RequestListener;
  readonly portal: RequestListener;
  /** On the Unix socket. */
  readonly admin: RequestListener;
  /** On TCP. */
  readonly site: RequestListener;
}

type Name = keyof Handlers;
const names: readonly Name[] = ['interceptor', 'portal', 'admin', 'site'];
/** Those that may speak TLS. */
const secured = ['portal', 'site'] as const;

interface Effects {
  readonly tell: Tell;
  readonly log: Log;
  readonly random: RandomBytes;
}

/** What is under way may take this long when a listener closes. */
const graceMs = 3_000;

/** The four servers of the daemon. */
export class Listeners {
  #config: Config;
  readonly #open: Record<Name, Listener>;
  readonly #effects: Effects;

  /** All or none: rejects with an OperatorError when one of them cannot listen. */
  static async open(config: Config, handlers: Handlers, effects: Effects): Promise<Listeners> {
    const undo = new Cleanup();
    try {
      const opened = await openEach(names, config, handlers, { ...effects, undo });
      return new Listeners(config, opened as Record<Name, Listener>, effects);
    } catch (error) {
      await undo.run();
      throw error;
    }
  }

  private constructor(config: Config, open: Record<Name, Listener>, effects: Effects) {
    this.#config = config;
    this.#open = open;
    this.#effects = effects;
  }

  /**
   * Goes over to another configuration without missing a request: what moves to another address listens there before
   * `ready` is called, and nothing has changed yet when that or this rejects.
   */
  async change(config: Config, handlers: Handlers, ready: () => Promise<void>): Promise<void> {
    const moving = names.filter(
      (name) => !isDeepStrictEqual(addressOf(name, config), addressOf(name, this.#config)),
    );
    const staying = secured.filter((name) => !moving.includes(name));
    for (const name of staying)
      if ((tlsOf(name, config) === undefined) !== (tlsOf(name, this.#config) === undefined))
        throw new OperatorError(
          `${keyOf[name]}.tls cannot come or go while ${keyOf[name]}.listen stays: restart`,
          exit.refused,
        );
    const effects = { ...this.#effects, undo: new Cleanup() };
    let tls: readonly (readonly [Name, TlsFiles | undefined])[];
    let moved: Partial<Record<Name, Listener>>;
    try {
      tls = staying.map((name) => [name, tlsFilesOf(name, config, effects)]);
      moved = await openEach(moving, config, handlers, effects);
      await ready();
    } catch (error) {
      await effects.undo.run();
      throw error;
    }
    for (const name of names) if (!moving.includes(name)) this.#open[name].exchangeHandler(handlers[name]);
    for (const [name, files] of tls) if (files) this.#open[name].exchangeTls(files);
    const left = moving.map((name) => this.#open[name]);
    Object.assign(this.#open, moved);
    this.#config = config;
    await closeAll(left);
  }

  close(): Promise<void> {
    return closeAll(Object.values(this.#open));
  }
}

/** Effects, and what closes again all that was opened, should the rest not come about. */
interface Opening extends Effects {
  readonly undo: Cleanup;
}

async function openEach(which: readonly Name[], config: Config, handlers: Handlers, opening: Opening) {
  const opened: Partial<Record<Name, Listener>> = {};
  for (const name of which) {
    const tls = tlsFilesOf(name, config, opening);
    const { tell, log, random, undo } = opening;
    const listener = new Listener({ tell, log, random, name, ...present({ tls }) }, handlers[name]);
    undo.add(() => listener.close(graceMs));
    await listen(listener, addressOf(name, config));
    opened[name] = listener;
  }
  return opened;
}

/** A socket file that a killed daemon left behind is in the way; the lock on the store says that none is running. */
async function listen(listener: Listener, address: ListenAddress): Promise<void> {
  if ('path' in address)
    await rm(address.path, { force: true }).catch((cause: unknown) => {
      throw unavailable(`${address.path} is in the way, and cannot be removed`, cause);
    });
  await listener.listen(address);
  if ('path' in address) await chmod(address.path, 0o600);
}

function addressOf(name: Name, config: Config): ListenAddress {
  return {
    interceptor: config.interceptor.listen,
    portal: config.portal.listen,
    admin: { path: adminSocketIn(config.state) },
    site: config.admin.listen,
  }[name];
}

/** The configuration's key of what a listener is. */
const keyOf = { portal: 'portal', site: 'admin' } as const;

const tlsOf = (name: Name, { portal, admin }: Config) =>
  name === 'portal' ? portal.tls : name === 'site' ? admin.tls : undefined;

function tlsFilesOf(name: Name, config: Config, { log, undo }: Opening): TlsFiles | undefined {
  const tls = tlsOf(name, config);
  const files = tls && new TlsFiles(tls, log);
  undo.add(() => files?.close());
  return files;
}

const closeAll = async (listeners: readonly Listener[]) => {
  await Promise.all(listeners.map((listener) => listener.close(graceMs)));
};
