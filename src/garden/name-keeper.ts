import type { IpAddress } from '../client/ip-address.js';
import type { ZoneName } from '../client/zone-name.js';
import { reasonOf } from '../errors.js';
import type { Clock } from '../system/clock.js';
import type { Log } from '../system/log.js';
import type { Answer, LookUp } from './dns-look-up.js';
import type { Ports } from './garden-entry.js';
import type { HostName } from './host-name.js';

/** A name that a zone's garden has. */
export interface KeptName {
  readonly zone: ZoneName;
  readonly name: HostName;
  readonly ports: Ports;
}

/** An address that is reachable from now on for so long. */
export interface GardenAddress {
  readonly zone: ZoneName;
  readonly ports: Ports;
  readonly address: IpAddress;
  readonly seconds: number;
}

export interface NameKeeperOptions {
  readonly names: readonly KeptName[];
  readonly lookUp: LookUp;
  readonly admit: (addresses: readonly GardenAddress[]) => Promise<void>;
  readonly clock: Clock;
  readonly log: Log;
}

/** Between two questions for a name, whatever its answer's time to live is, and after one without an answer. */
const pauses = { shortest: 5, longest: 3600, withoutAnswer: 10 };
/** How much longer than its time to live an address stays: until the next answer is there, and a device has taken it. */
const graceSeconds = 15;

/** Keeps the addresses of the garden's names reachable, each for the time that its answer may be used. */
export class NameKeeper {
  readonly #options: NameKeeperOptions;
  readonly #names: readonly HostName[];
  readonly #dueAt = new Map<HostName, number>();
  readonly #missing = new Set<HostName>();

  constructor(options: NameKeeperOptions) {
    this.#options = options;
    this.#names = [...new Set(options.names.map(({ name }) => name))];
  }

  /** Asks for the names that are due. */
  async refresh(): Promise<void> {
    const now = this.#options.clock();
    const due = this.#names.filter((name) => (this.#dueAt.get(name) ?? 0) <= now);
    const answers = new Map(
      await Promise.all(due.map(async (name) => [name, await this.#ask(name)] as const)),
    );
    const addresses = this.#options.names.flatMap(({ zone, ports, name }) =>
      (answers.get(name) ?? []).map(({ address, ttlSeconds }) => {
        return { zone, ports, address, seconds: pauseAfter(ttlSeconds) + graceSeconds };
      }),
    );
    if (addresses.length > 0) await this.#options.admit(addresses);
  }

  async #ask(name: HostName): Promise<readonly Answer[]> {
    const { lookUp, clock, log } = this.#options;
    let reason = 'it has no address';
    const answers = await lookUp(name).catch((error: unknown) => {
      reason = reasonOf(error);
      return [];
    });
    const pause = answers.length === 0 ? pauses.withoutAnswer : Math.min(...answers.map(pauseOf));
    this.#dueAt.set(name, clock() + pause * 1000);
    if (answers.length > 0) this.#missing.delete(name);
    else if (!this.#missing.has(name)) {
      this.#missing.add(name);
      log.warn({ name, reason }, 'a name of the garden does not resolve: it is not reachable');
    }
    return answers;
  }
}

const pauseAfter = (ttlSeconds: number) => Math.min(pauses.longest, Math.max(pauses.shortest, ttlSeconds));
const pauseOf = ({ ttlSeconds }: Answer) => pauseAfter(ttlSeconds);
