import type { IpAddress } from '../client/ip-address.js';
import type { ZoneName } from '../client/zone-name.js';
import { reasonOf } from '../errors.js';
import type { Clock } from '../system/clock.js';
import type { Log } from '../system/log.js';
import type { Answer, LookUp } from './dns-look-up.js';
import type { Ports } from './garden-entry.js';
import type { HostName } from './host-name.js';

/** A name that shall be reachable, with whatever says for whom. */
export interface KeptName {
  readonly name: HostName;
}

/** An address that is reachable from now on for so long. */
export interface KeptAddress {
  readonly address: IpAddress;
  readonly seconds: number;
}

/** One that a zone's garden has. */
export interface GardenAddress extends KeptAddress {
  readonly zone: ZoneName;
  readonly ports: Ports;
}

interface NameKeeperOptions<Kept extends KeptName> {
  /** Whose names they are, for the log. */
  readonly of: string;
  readonly lookUp: LookUp;
  readonly admit: (addresses: readonly (Kept & KeptAddress)[]) => Promise<void>;
  readonly clock: Clock;
  readonly log: Log;
}

/** Between two questions for a name, whatever its answer's time to live is, and after one without an answer. */
const pauses = { shortest: 5, longest: 3600, withoutAnswer: 10 };
/** How much longer than its time to live an address stays: until the next answer is there, and a device has taken it. */
const graceSeconds = 15;

/** Keeps the addresses of names reachable, each for the time that its answer may be used. */
export class NameKeeper<Kept extends KeptName> {
  readonly #options: NameKeeperOptions<Kept>;
  readonly #dueAt = new Map<HostName, number>();
  readonly #missing = new Set<HostName>();

  constructor(options: NameKeeperOptions<Kept>) {
    this.#options = options;
  }

  /** Asks for those of the names that are due; what could not be admitted is asked for again. */
  async refresh(names: readonly Kept[]): Promise<void> {
    const now = this.#options.clock();
    const due = [...new Set(names.map(({ name }) => name))].filter(
      (name) => (this.#dueAt.get(name) ?? 0) <= now,
    );
    const answers = new Map(
      await Promise.all(due.map(async (name) => [name, await this.#ask(name)] as const)),
    );
    const addresses = names.flatMap((kept) =>
      (answers.get(kept.name) ?? []).map(({ address, ttlSeconds }) => {
        return { ...kept, address, seconds: pauseAfter(ttlSeconds) + graceSeconds };
      }),
    );
    for (const name of due) this.#dueAt.set(name, now + pauses.withoutAnswer * 1000);
    if (addresses.length > 0) await this.#options.admit(addresses);
    for (const [name, own] of answers) if (own.length > 0) this.#dueAt.set(name, now + pauseFor(own) * 1000);
  }

  /** Somebody has taken the addresses away: all names are due. */
  beginAnew(): void {
    this.#dueAt.clear();
  }

  async #ask(name: HostName): Promise<readonly Answer[]> {
    const { lookUp, log, of } = this.#options;
    let reason = 'it has no address';
    const answers = await lookUp(name).catch((error: unknown) => {
      reason = reasonOf(error);
      return [];
    });
    if (answers.length > 0) this.#missing.delete(name);
    else if (!this.#missing.has(name)) {
      this.#missing.add(name);
      log.warn({ name, reason }, `a name of ${of} does not resolve: it is not reachable`);
    }
    return answers;
  }
}

const pauseAfter = (ttlSeconds: number) => Math.min(pauses.longest, Math.max(pauses.shortest, ttlSeconds));
const pauseFor = (answers: readonly Answer[]) =>
  Math.min(...answers.map(({ ttlSeconds }) => pauseAfter(ttlSeconds)));
