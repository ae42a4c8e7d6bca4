import type { IpAddress } from '../client/ip-address.js';
import type { ZoneName } from '../client/zone-name.js';
import type { Clock } from '../system/clock.js';
import type { Log } from '../system/log.js';
import type { Found, LookUp } from './dns-look-up.js';
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

/**
 * Between two questions for a name, whatever its answer's time to live is, and after one that left something open: a record
 * that could not be found out, or a name without any.
 */
const pauses = { shortest: 5, longest: 3600, unlessAnswered: 10 };
/** How much longer than its time to live an address stays: until the next answer is there, and a device has taken it. */
const graceSeconds = 15;

/** Keeps the addresses of names reachable, each for the time that its answer may be used. */
export class NameKeeper<Kept extends KeptName> {
  readonly #options: NameKeeperOptions<Kept>;
  readonly #dueAt = new Map<HostName, number>();
  /** When the last address of a name has had its time. */
  readonly #reachableUntil = new Map<HostName, number>();
  /** What the log says of a name at present; nothing of one that is as it should be. */
  readonly #troubles = new Map<HostName, string>();

  constructor(options: NameKeeperOptions<Kept>) {
    this.#options = options;
  }

  /** Asks for those of the names that are due; what could not be admitted is asked for again. */
  async refresh(names: readonly Kept[]): Promise<void> {
    const { clock, lookUp, admit } = this.#options;
    const now = clock();
    const due = [...new Set(names.map(({ name }) => name))].filter(
      (name) => (this.#dueAt.get(name) ?? 0) <= now,
    );
    const found = new Map(await Promise.all(due.map(async (name) => [name, await lookUp(name)] as const)));
    for (const [name, own] of found) this.#tell(name, own, now);
    const addresses = names.flatMap((kept) =>
      (found.get(kept.name)?.answers ?? []).map(({ address, ttlSeconds }) => {
        return { ...kept, address, seconds: pauseAfter(ttlSeconds) + graceSeconds };
      }),
    );
    for (const name of due) this.#dueAt.set(name, now + pauses.unlessAnswered * 1000);
    if (addresses.length > 0) await admit(addresses);
    for (const { name, seconds } of addresses)
      this.#reachableUntil.set(name, Math.max(this.#reachableUntil.get(name) ?? 0, now + seconds * 1000));
    for (const [name, own] of found) this.#dueAt.set(name, now + pauseFor(own) * 1000);
  }

  /** Somebody has taken the addresses away: all names are due. */
  beginAnew(): void {
    this.#dueAt.clear();
    this.#reachableUntil.clear();
  }

  /** Says once what is wrong with a name, and again when something else is. */
  #tell(name: HostName, { answers, failures }: Found, now: number): void {
    const { log, of } = this.#options;
    const records = failures.map(({ record }) => record).join();
    const isReachable = answers.length > 0 || (records !== '' && now < (this.#reachableUntil.get(name) ?? 0));
    const trouble = isReachable ? records : 'all';
    const before = this.#troubles.get(name) ?? '';
    this.#troubles.set(name, trouble);
    if (trouble === '' || trouble === before) return;
    const reason = failures[0]?.reason ?? 'it has no address';
    if (isReachable)
      log.warn(
        { name, records, reason },
        `records of a name of ${of} cannot be found out: what they gave before is reachable for its time only`,
      );
    else log.warn({ name, reason }, `a name of ${of} does not resolve: it is not reachable`);
  }
}

const pauseAfter = (ttlSeconds: number) => Math.min(pauses.longest, Math.max(pauses.shortest, ttlSeconds));

function pauseFor({ answers, failures }: Found): number {
  const isOpen = answers.length === 0 || failures.length > 0;
  const longest = isOpen ? pauses.unlessAnswered : pauses.longest;
  return Math.min(longest, ...answers.map(({ ttlSeconds }) => pauseAfter(ttlSeconds)));
}
