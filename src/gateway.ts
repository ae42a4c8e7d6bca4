import { release } from 'node:os';
import { Enforcer } from './access/enforcer.js';
import type { Gate } from './access/gate.js';
import { reconcile } from './access/reconcile.js';
import { endStrays } from './access/roam.js';
import { notEnded, sweep } from './access/sweep.js';
import { UsageReader } from './access/usage.js';
import type { Config } from './config/config.js';
import { exit, OperatorError, reasonOf } from './errors.js';
import type { Firewall } from './firewall/firewall.js';
import { isKernelAtLeast } from './firewall/kernel.js';
import { MemoryFirewall } from './firewall/memory-firewall.js';
import { NftablesFirewall } from './firewall/nftables-firewall.js';
import type { RulesetOptions } from './firewall/ruleset.js';
import { keepGarden } from './garden-keeping.js';
import { type HandlerEffects, handlersFor } from './handlers.js';
import type { Handlers } from './listeners.js';
import type { AccountKey } from './store/account.js';
import type { Store } from './store/store.js';
import type { Clock } from './system/clock.js';
import type { Log } from './system/log.js';
import { type Repetition, repeat } from './system/repeat.js';
import type { Run } from './system/run.js';
import { Serial } from './system/serial.js';
import { sparingly } from './system/sparingly.js';

/** Effects and what outlives a change of the configuration. */
export interface Surroundings extends HandlerEffects {
  readonly store: Store;
  readonly wallClock: Clock;
  readonly run: Run;
}

const sweepPauseMs = 1_000;
const usagePauseMs = 5_000;
const savePauseMs = 60_000;
const reconcilePauseMs = 30_000;

/** One configuration at work: everything that is built anew when the configuration changes. */
export class Gateway {
  readonly handlers: Handlers;
  readonly #gate: Gate;
  readonly #firewall: Firewall;
  readonly #log: Log;
  readonly #keepGarden: () => Promise<readonly Repetition[]>;
  #repetitions: readonly Repetition[] = [];

  constructor(config: Config, surroundings: Surroundings) {
    const { store, clock, wallClock, log, run } = surroundings;
    this.#log = log;
    this.#firewall = firewallFor(config, run, clock);
    const enforcer = new Enforcer(store, this.#firewall, clock, () => this.#reconcileSoon());
    const usage = new UsageReader(this.#firewall, clock);
    const zones = config.zones.map((zone) => zone.name);
    const roam = roamOf(config);
    const logins = new Serial<AccountKey>();
    const plans = new Map(config.zones.map(({ name, plan }) => [name, plan]));
    this.#keepGarden = () => keepGarden(config, surroundings);
    this.#gate = {
      ...{ store, enforcer, usage, zones, plans, clock, wallClock, logins, log },
      ...(roam ? { roam } : {}),
    };
    this.handlers = handlersFor(config, surroundings, this.#gate);
  }

  /** Closes the way for everybody whom the store does not know, opens it for everybody whom it does; then keeps it so. */
  async start(): Promise<void> {
    try {
      await this.#firewall.load();
      await endStrays(this.#gate);
      await this.#reconcile();
      await this.#gate.usage.read();
      await sweep(this.#gate); // what ended while nobody looked is over before anybody logs in
    } catch (cause) {
      throw new OperatorError(`the firewall cannot be set up: ${reasonOf(cause)}`, exit.unavailable, {
        cause,
      });
    }
    const garden = await this.#keepGarden();
    const failed = sparingly(notEnded(this.#log));
    this.#repetitions = [
      repeat('reconcile', reconcilePauseMs, () => this.#reconcile(), this.#log),
      repeat('sweep', sweepPauseMs, () => sweep(this.#gate, failed), this.#log),
      repeat('usage', usagePauseMs, () => this.#readUsage(), this.#log),
      repeat('save usage', savePauseMs, () => this.#gate.usage.save(this.#gate.store), this.#log),
      ...garden,
    ];
  }

  /** Does nothing more by itself, until it is started again; requests are still served. */
  async rest(): Promise<void> {
    await Promise.all(this.#repetitions.map((repetition) => repetition.stop()));
  }

  /** Lets go of the firewall, which goes on as it is. */
  async stop(): Promise<void> {
    await this.rest();
    await this.#firewall.close();
  }

  /** Writes the usage up to now into the store, as far as that can be had. */
  async saveUsage(): Promise<void> {
    try {
      await this.#gate.usage.read();
      await this.#gate.usage.save(this.#gate.store);
    } catch (error) {
      this.#log.warn({ reason: reasonOf(error) }, 'the latest usage could not be saved');
    }
  }

  /** Where nothing can be read the table may be gone, and everybody passes: that is not for the next regular look. */
  async #readUsage(): Promise<void> {
    try {
      await this.#gate.usage.read();
    } catch (error) {
      this.#reconcileSoon();
      throw error;
    }
  }

  #reconcile(): Promise<void> {
    return reconcile(this.#gate, this.#firewall);
  }

  #reconcileSoon(): void {
    this.#repetitions[0]?.soon();
  }
}

export function rulesetOptions(config: Config): RulesetOptions {
  const { portal, interceptor, zones } = config;
  return {
    zones,
    gardenNames: config['garden-names'],
    interceptorPort: interceptor.listen.port,
    portal: { port: portal.listen.port, urlPort: portOf(portal.url), isPlain: portal.tls === undefined },
  };
}

function portOf(url: string): number {
  const { port, protocol } = new URL(url);
  if (port !== '') return Number(port);
  return protocol === 'https:' ? 443 : 80;
}

function firewallFor(config: Config, run: Run, clock: Clock): Firewall {
  if (config.firewall === 'none') return new MemoryFirewall(clock);
  return new NftablesFirewall(rulesetOptions(config), run, clock, isKernelAtLeast(release(), 6, 12));
}

/** Undefined where no zone takes over another one's logins, so that nobody is looked for. */
function roamOf({ zones }: Config): Gate['roam'] {
  return zones.some(({ roam }) => roam.length > 0)
    ? new Map(zones.map(({ name, roam }) => [name, roam]))
    : undefined;
}
