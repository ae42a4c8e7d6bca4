import { release } from 'node:os';
import { Enforcer } from './access/enforcer.js';
import type { Gate } from './access/gate.js';
import type { MoveCodes } from './access/move-codes.js';
import { reconcile } from './access/reconcile.js';
import { endStrays } from './access/roam.js';
import { sweep } from './access/sweep.js';
import { UsageReader } from './access/usage.js';
import { adminApi } from './admin/admin.js';
import { health } from './admin/health.js';
import type { Neighbour } from './client/client.js';
import { identifyBy, zoneOfAddressBy } from './client/identify.js';
import type { IpAddress } from './client/ip-address.js';
import { KernelNeighbours } from './client/kernel-neighbours.js';
import { LeaseFile } from './client/lease-file.js';
import type { Neighbours } from './client/neighbours.js';
import { RememberedNeighbours } from './client/remembered-neighbours.js';
import { StaticNeighbours } from './client/static-neighbours.js';
import type { Config } from './config/config.js';
import { exit, OperatorError, reasonOf } from './errors.js';
import type { Firewall } from './firewall/firewall.js';
import { isKernelAtLeast } from './firewall/kernel.js';
import { MemoryFirewall } from './firewall/memory-firewall.js';
import { NftablesFirewall } from './firewall/nftables-firewall.js';
import type { RulesetOptions } from './firewall/ruleset.js';
import { interceptor } from './interceptor/interceptor.js';
import type { Handlers } from './listeners.js';
import { clickThrough } from './login/click-through.js';
import { looksFor } from './looks.js';
import { FormTokens } from './portal/form-token.js';
import type { PortalZone } from './portal/options.js';
import { portal } from './portal/portal.js';
import type { Store } from './store/store.js';
import type { Clock } from './system/clock.js';
import type { Log } from './system/log.js';
import type { Netlink } from './system/netlink.js';
import type { RandomBytes } from './system/random.js';
import { type Repetition, repeat } from './system/repeat.js';
import type { Run } from './system/run.js';

/** Effects and what outlives a change of the configuration. */
export interface Surroundings {
  readonly store: Store;
  /** Absent where the firewall is `none`: there the configuration says whose an address is. */
  readonly kernel: { readonly questions: Netlink; readonly news: Netlink } | undefined;
  readonly formSecret: Buffer;
  readonly codes: MoveCodes;
  readonly startedAt: number;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly run: Run;
  readonly log: Log;
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
  #repetitions: readonly Repetition[] = [];

  constructor(config: Config, surroundings: Surroundings) {
    const { store, clock, log, run } = surroundings;
    this.#log = log;
    this.#firewall = firewallFor(config, run, clock);
    const neighbours = neighboursFor(config, surroundings.kernel);
    const enforcer = new Enforcer(store, this.#firewall, clock, () => this.#reconcileSoon());
    const usage = new UsageReader(this.#firewall, clock);
    const zones = config.zones.map((zone) => zone.name);
    const roam = roamOf(config);
    this.#gate = { store, enforcer, usage, zones, ...(roam ? { roam } : {}), clock, log };
    this.handlers = handlersFor(config, surroundings, this.#gate, neighbours);
  }

  /** Closes the way for everybody whom the store does not know, opens it for everybody whom it does; then keeps it so. */
  async start(): Promise<void> {
    try {
      await this.#firewall.load();
      await endStrays(this.#gate);
      await this.#reconcile();
      await this.#gate.usage.read();
    } catch (cause) {
      throw new OperatorError(`the firewall cannot be set up: ${reasonOf(cause)}`, exit.unavailable, {
        cause,
      });
    }
    this.#repetitions = [
      repeat('reconcile', reconcilePauseMs, () => this.#reconcile(), this.#log),
      repeat('sweep', sweepPauseMs, () => sweep(this.#gate), this.#log),
      repeat('usage', usagePauseMs, () => this.#readUsage(), this.#log),
      repeat('save usage', savePauseMs, () => this.#gate.usage.save(this.#gate.store), this.#log),
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

interface ZoneNeighbours {
  /** For what opens the gate, and listings: the kernel is asked each time. */
  readonly asked: Neighbours;
  /** For the interceptor, which all captive clients ask all the time, and which opens nothing. */
  readonly remembered: Neighbours;
}

function neighboursFor(config: Config, kernel: Surroundings['kernel']): ZoneNeighbours {
  const known = config.zones.flatMap((zone) =>
    Object.entries(zone.neighbours).map(
      ([address, mac]): Neighbour => ({ address: address as IpAddress, mac, zone: zone.name }),
    ),
  );
  const others = kernel && new KernelNeighbours(kernel.questions, config.zones);
  return {
    asked: new StaticNeighbours(known, others),
    remembered: new StaticNeighbours(known, others && new RememberedNeighbours(others, kernel.news)),
  };
}

function handlersFor(
  config: Config,
  surroundings: Surroundings,
  gate: Gate,
  neighbours: ZoneNeighbours,
): Handlers {
  const { clock, log, random, formSecret, startedAt } = surroundings;
  const { portal: own, firewall } = config;
  const identify = identifyBy(neighbours.asked);
  const looks = looksFor(config, zoneOfAddressBy(neighbours.asked), log);
  const shared = { identify, gate, log, random, looks };
  const intercept = {
    identify: identifyBy(neighbours.remembered),
    zones: gate.zones,
    portal: own,
    probes: config.interceptor,
  };
  const venue = own['venue-info-url'];
  const login = {
    tokens: new FormTokens(formSecret, clock),
    codes: surroundings.codes,
    zones: new Map(config.zones.map((zone) => [zone.name, portalZone(zone)])),
    url: own.url,
    ...(venue === undefined ? {} : { venueInfoUrl: venue }),
  };
  const zones = config.zones.map(({ name, interface: device, session }) => ({
    name,
    interface: device,
    durationSeconds: session.duration,
  }));
  return {
    interceptor: interceptor({ ...shared, ...intercept }).callback(),
    portal: portal({ ...shared, ...login }).callback(),
    admin: adminApi({
      gate,
      neighbours: neighbours.asked,
      zones,
      portalUrl: own.url,
      firewall,
      startedAt,
      log,
      random,
    }).callback(),
    health: health(log).callback(),
  };
}

/** Undefined where no zone takes over another one's logins, so that nobody is looked for. */
function roamOf({ zones }: Config): Gate['roam'] {
  return zones.some(({ roam }) => roam.length > 0)
    ? new Map(zones.map(({ name, roam }) => [name, roam]))
    : undefined;
}

function portalZone({ session: { duration, idle }, terms, leases }: Config['zones'][number]): PortalZone {
  const limits = idle === undefined ? {} : { idleSeconds: idle };
  return {
    login: clickThrough({ durationSeconds: duration, ...limits }),
    durationSeconds: duration,
    ...(terms === undefined ? {} : { terms }),
    ...(leases === undefined ? {} : { deviceNames: new LeaseFile(leases) }),
  };
}
