import { release } from 'node:os';
import { Enforcer } from './access/enforcer.js';
import type { Gate } from './access/gate.js';
import { reconcile } from './access/reconcile.js';
import { endStrays } from './access/roam.js';
import { notEnded, sweep } from './access/sweep.js';
import { UsageReader } from './access/usage.js';
import { addressesBy } from './client/addresses.js';
import type { Config } from './config/config.js';
import { reasonOf, unavailable } from './errors.js';
import type { Webhooks } from './events/webhooks.js';
import type { Firewall } from './firewall/firewall.js';
import { isKernelAtLeast } from './firewall/kernel.js';
import { MemoryFirewall } from './firewall/memory-firewall.js';
import { NftablesFirewall } from './firewall/nftables-firewall.js';
import { dnsLookUp } from './garden/dns-look-up.js';
import { keepGarden } from './garden-keeping.js';
import { type HandlerEffects, handlersFor } from './handlers.js';
import type { Handlers } from './listeners.js';
import type { MethodKind, Reach } from './login/method.js';
import type { PasswordHashes } from './login/password/password-hashes.js';
import { Methods } from './methods.js';
import { keepRecords, webhooksFor } from './record-keeping.js';
import { rulesetOptions } from './ruleset-options.js';
import type { AccountKey } from './store/account.js';
import type { Store } from './store/store.js';
import type { Log } from './system/log.js';
import { present } from './system/present.js';
import { type Repetition, repeat } from './system/repeat.js';
import type { Run } from './system/run.js';
import type { Serial } from './system/serial.js';
import { sparingly } from './system/sparingly.js';
import { type Kernel, neighboursFor } from './zone-neighbours.js';

/** Effects and what outlives a change of the configuration. */
export interface Surroundings extends HandlerEffects {
  readonly store: Store;
  /** Logins on one account wait for each other. */
  readonly logins: Serial<AccountKey>;
  readonly kernel: Kernel;
  readonly run: Run;
  readonly methods: readonly MethodKind[];
  readonly hashes: PasswordHashes;
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
  readonly #methods: Methods;
  readonly #webhooks: Webhooks;
  readonly #log: Log;
  readonly #keepRecords: () => readonly Repetition[];
  readonly #keepGarden: () => Promise<readonly Repetition[]>;
  #repetitions: readonly Repetition[] = [];
  #reconciling: Repetition | undefined;

  constructor(config: Config, surroundings: Surroundings) {
    const { store, logins, clock, wallClock, log, tell } = surroundings;
    this.#log = log;
    this.#firewall = firewallFor(config, surroundings);
    const enforcer = new Enforcer(store, this.#firewall, clock, () => this.#reconcileSoon());
    const usage = new UsageReader(this.#firewall, clock, tell);
    const zones = config.zones.map((zone) => zone.name);
    const roam = roamOf(config);
    const plans = new Map(config.zones.map(({ name, plan }) => [name, plan]));
    this.#keepGarden = () => keepGarden(config, surroundings);
    this.#gate = {
      ...{ store, enforcer, usage, zones, plans, clock, wallClock, logins, tell, log },
      ...present({ roam }),
      greet: (client) => this.#methods.greet(client),
    };
    const neighbours = neighboursFor(config, surroundings.kernel);
    this.#methods = new Methods(surroundings.methods, config, {
      ...{ gate: this.#gate, plans: config.plans, portalUrl: config.portal.url, state: config.state },
      addressesOf: addressesBy(neighbours.asked, clock),
      ...(config.firewall === 'none' ? {} : { reach: reachBy(this.#firewall) }),
      ...surroundings,
    });
    this.#webhooks = webhooksFor(config, surroundings);
    this.#keepRecords = () => keepRecords(config, surroundings, this.#gate, neighbours.asked);
    const parts = {
      gate: this.#gate,
      firewall: this.#firewall,
      methods: this.#methods,
      neighbours,
      webhooks: this.#webhooks,
    };
    this.handlers = handlersFor(config, surroundings, parts);
  }

  /** Closes the way for everybody whom the store does not know, opens it for everybody whom it does; then keeps it so. */
  async start(): Promise<void> {
    const { store, usage } = this.#gate;
    try {
      await this.#firewall.load();
      await endStrays(this.#gate);
      usage.goOnFrom(await store.authorisations());
      await reconcile(this.#gate, this.#firewall, true);
      await sweep(this.#gate); // what ended while nobody looked is over before anybody logs in
    } catch (cause) {
      throw unavailable('the firewall cannot be set up', cause);
    }
    await this.#goOn();
  }

  /** Begins to do by itself what must be done all the time. */
  async #goOn(): Promise<void> {
    const failed = sparingly(notEnded(this.#log));
    this.#reconciling = repeat('reconcile', reconcilePauseMs, () => this.#reconcile(), this.#log);
    this.#repetitions = [
      this.#reconciling,
      repeat('sweep', sweepPauseMs, () => sweep(this.#gate, failed), this.#log),
      repeat('usage', usagePauseMs, () => this.#readUsage(), this.#log),
      repeat('save usage', savePauseMs, () => this.#gate.usage.save(this.#gate.store), this.#log),
      ...this.#keepRecords(),
    ];
    this.#webhooks.start();
    await this.#methods.start();
    this.#repetitions = [...this.#repetitions, ...(await this.#keepGarden())];
  }

  /** Does nothing more by itself, and nothing to the firewall, until it resumes; requests that need that wait. */
  async pause(): Promise<void> {
    await this.#rest();
    await this.#gate.usage.readIfPossible(); // for whoever inherits it
    await this.#gate.enforcer.pause();
  }

  /** Goes on after a pause, and puts right what another one may have done to the firewall meanwhile. */
  async resume(): Promise<void> {
    this.#gate.enforcer.goOn();
    await this.#goOn();
    this.#reconcileSoon();
  }

  /** Goes on where another one has paused: with what it knows of the traffic that has passed. */
  inherit(other: Gateway): void {
    this.#gate.usage.inherit(other.#gate.usage);
  }

  /** What waits goes on with another one, which has started. */
  giveWayTo(successor: Gateway): void {
    this.#gate.enforcer.goOn(successor.#gate.enforcer);
  }

  async #rest(): Promise<void> {
    await Promise.all(this.#repetitions.map((repetition) => repetition.stop()));
    await this.#methods.stop();
    await this.#webhooks.stop();
  }

  /** Lets go of the firewall, which goes on as it is. */
  async stop(): Promise<void> {
    await this.#rest();
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
    this.#reconciling?.soon();
  }
}

function firewallFor(config: Config, { run, clock, tell }: Surroundings): Firewall {
  if (config.firewall === 'none') return new MemoryFirewall(clock);
  return new NftablesFirewall(rulesetOptions(config), run, clock, isKernelAtLeast(release(), 6, 12), tell);
}

const reachBy = (firewall: Firewall): Reach => ({
  letReach: (passes) => firewall.letReach(passes),
  lookUp: dnsLookUp,
});

/** Undefined where no zone takes over another one's logins, so that nobody is looked for. */
function roamOf({ zones }: Config): Gate['roam'] {
  return zones.some(({ roam }) => roam.length > 0)
    ? new Map(zones.map(({ name, roam }) => [name, roam]))
    : undefined;
}
