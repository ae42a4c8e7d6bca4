import { type Client, type ClientKey, keyOf } from '../client/client.js';
import {
  type Enforced,
  type Firewall,
  passedOf,
  type SharedQuota,
  spentQuotaIn,
} from '../firewall/firewall.js';
import type { Tell } from '../happenings/happenings.js';
import { type AccountKey, accountDigest } from '../store/account.js';
import { type Authorisation, bytesOf, isInForce, isSameUsage, type Usage } from '../store/authorisation.js';
import type { Store } from '../store/store.js';
import type { Clock } from '../system/clock.js';
import { present } from '../system/present.js';
import { inSteps } from '../system/steps.js';

interface Reading {
  /** The quota of which nothing was left. */
  spent: SharedQuota | undefined;
  /** The same object until the counters move. */
  used: Usage;
  /** When it was first heard of, or before that was last active, where that is known; epoch milliseconds. */
  readonly foundAt: number;
  /** When the counter of what it sent was last seen to move; undefined until then. */
  sentAt: number | undefined;
  /** Which reading found it last. */
  turn: number;
}

/** A listing may be as old as that: at 10,000 clients a reading takes longer than anybody wants to wait for it. */
const freshMs = 8_000;
/** So many are read in a moment, and so whenever somebody asks. */
const few = 1_000;

/** What each client has sent and received, read from the firewall every few seconds. */
export class UsageReader {
  readonly #firewall: Firewall;
  readonly #clock: Clock;
  readonly #tell: Tell;
  /** Brought up to date by each reading: all made anew, every few seconds, would be the collector's work. */
  readonly #readings = new Map<ClientKey, Reading>();
  /** The last readings of clients that the firewall has no more, until they are saved. */
  readonly #lost = new Map<ClientKey, Reading>();
  #turn = 0;
  /** Until the first reading: those of whom an earlier daemon wrote when they were last active. */
  #former: ReadonlyMap<ClientKey, Authorisation> = new Map();
  /** Whose session ended while a reading was under way. */
  readonly #forgotten = new Set<ClientKey>();
  #readAt = Number.NEGATIVE_INFINITY;
  #seen: { readonly at: number; readonly clients: ReadonlyMap<ClientKey, number> } | undefined;

  constructor(firewall: Firewall, clock: Clock, tell: Tell) {
    this.#firewall = firewall;
    this.#clock = clock;
    this.#tell = tell;
  }

  /** Goes on with what another reader has read of the same kernel. */
  inherit(other: UsageReader): void {
    for (const [key, reading] of other.#readings) this.#readings.set(key, { ...reading, turn: this.#turn });
    for (const [key, reading] of other.#lost) this.#lost.set(key, reading);
  }

  /**
   * Before the first reading: goes on where the daemon that wrote these stopped. Who is found with the counter that it
   * wrote has been silent since, as the firewall went on counting.
   */
  goOnFrom(authorisations: readonly Authorisation[]): void {
    const former = authorisations.filter(({ activeAt, ending }) => activeAt !== undefined && !ending);
    this.#former = new Map(former.map((each) => [keyOf(each), each]));
  }

  /** What one client has sent and received up to now, unless the firewall is broken: then the last reading stands. */
  async readOne(client: Client): Promise<void> {
    const used = await this.#firewall.usageOf(client).catch(() => undefined); // the regular reading tells
    if (!used) return;
    this.#note(keyOf(client), used, this.spentQuotaOf(client), this.#turn);
  }

  /** Reads unless the firewall is broken; then the last reading stands. */
  async readIfPossible(): Promise<void> {
    await this.read().catch(() => undefined); // the regular reading tells
  }

  /** Reads, unless many are online and it was done some seconds ago, or the firewall is broken: then the last reading stands. */
  async readIfOld(): Promise<void> {
    if (this.#isFreshEnough(this.#readAt)) return;
    await this.readIfPossible();
  }

  #isFreshEnough(at: number): boolean {
    return this.#readings.size > few && this.#clock() - at < freshMs;
  }

  /** Reads the counters of all who are open. Rejects with `firewall-unavailable`, as the next one does. */
  async read(): Promise<void> {
    const turn = this.#begin();
    await this.#firewall.readCounters((key, used, spent) => this.#found(key, used, spent, turn));
    this.#finish(turn);
  }

  /** Reads, and gives all else that is enforced as well, which takes longer. */
  async readAll(): Promise<Enforced> {
    const turn = this.#begin();
    const enforced = await this.#firewall.enforced();
    for await (const some of inSteps(enforced.clients))
      for (const [key, client] of some)
        if (client.kind === 'open') this.#found(key, client.used, spentQuotaIn(client), turn);
    this.#finish(turn);
    return enforced;
  }

  #begin(): number {
    this.#forgotten.clear();
    this.#turn += 1;
    return this.#turn;
  }

  #found(key: ClientKey, used: Usage, spent: SharedQuota | undefined, turn: number): void {
    if (!this.#forgotten.has(key)) this.#note(key, used, spent, turn);
  }

  #finish(turn: number): void {
    for (const [key, reading] of this.#readings)
      if (reading.turn >= turn) this.#lost.delete(key);
      else {
        this.#readings.delete(key);
        this.#lost.set(key, reading);
      }
    this.#former = new Map();
    this.#readAt = this.#clock();
    this.#tell('usage-read', { readings: this.#readings });
  }

  #note(key: ClientKey, used: Usage, spent: SharedQuota | undefined, turn: number): void {
    const last = this.#readings.get(key);
    if (!last) {
      const foundAt = this.#silentSince(key, used);
      this.#readings.set(key, { used, foundAt, sentAt: undefined, spent, turn });
      return;
    }
    if (last.used.inputBytes !== used.inputBytes) last.sentAt = this.#clock();
    if (!isSameUsage(last.used, used)) last.used = used;
    last.spent = spent;
    last.turn = Math.max(last.turn, turn);
  }

  /** A client that was not heard of before; when it sent what an earlier daemon did not see, nobody knows. */
  #silentSince(key: ClientKey, { inputBytes }: Usage): number {
    const now = this.#clock();
    const { activeAt, used } = this.#former.get(key) ?? {};
    return activeAt !== undefined && used?.inputBytes === inputBytes ? Math.min(activeAt, now) : now;
  }

  /** As of the last reading; undefined for a client that was not open then. */
  usedBy(client: Client): Usage | undefined {
    return this.usedByKey(keyOf(client));
  }

  /** The same, for who has the key at hand: ten thousand keys take a while to make. */
  usedByKey(key: ClientKey): Usage | undefined {
    return (this.#readings.get(key) ?? this.#lost.get(key))?.used;
  }

  /** What has passed in all of an account's data, where its last device is out; undefined where that cannot be had. */
  async passedOf(account: AccountKey): Promise<number | undefined> {
    const quota = await this.#firewall.leftOverOf(accountDigest(account)).catch(() => undefined);
    return quota && passedOf(quota);
  }

  /** What the client could use up, where nothing of it was left at the last reading. It may have been given more since. */
  spentQuotaOf(client: Client): SharedQuota | undefined {
    return this.#readings.get(keyOf(client))?.spent;
  }

  /** A session is over: what it used is not the next one's. */
  forget(client: Client): void {
    const key = keyOf(client);
    this.#readings.delete(key);
    this.#lost.delete(key);
    this.#forgotten.add(key);
  }

  /**
   * When it last sent anything, which a device that receives by TCP does as well, or was first heard of; undefined for
   * one that was not.
   */
  activeAt(client: Client): number | undefined {
    const reading = this.#readings.get(keyOf(client));
    return reading && activeAtOf(reading);
  }

  /** When each client, authorised or not, last sent anything, as of some seconds ago; epoch milliseconds. */
  async lastSeen(): Promise<ReadonlyMap<ClientKey, number>> {
    const now = this.#clock();
    if (!this.#seen || !this.#isFreshEnough(this.#seen.at))
      this.#seen = { at: now, clients: await this.#firewall.lastSeen() };
    const seen = new Map(this.#seen.clients);
    // The firewall sees the first packets of a connection; those after them move the counter.
    for (const [key, { sentAt }] of this.#readings)
      if (sentAt !== undefined && sentAt > (seen.get(key) ?? 0)) seen.set(key, sentAt);
    return seen;
  }

  /** Writes what has been used since into the authorisations in force, and when they were active that may not be idle. */
  async save(store: Store): Promise<void> {
    if (this.#readings.size + this.#lost.size === 0) return;
    for await (const some of inSteps(await store.authorisations())) await this.saveOf(store, some);
    this.#lost.clear();
  }

  /** The same for those of them that are in force. */
  async saveOf(store: Store, authorisations: readonly Authorisation[]): Promise<void> {
    const now = this.#clock();
    await Promise.all(
      authorisations.flatMap((authorisation) => {
        if (!isInForce(authorisation, now)) return [];
        const next = this.#upToNow(authorisation);
        return next ? [store.replace(authorisation, next)] : [];
      }),
    );
  }

  /** With what is newer than what is written; undefined where nothing is. */
  #upToNow(authorisation: Authorisation): Authorisation | undefined {
    const key = keyOf(authorisation);
    const reading = this.#readings.get(key) ?? this.#lost.get(key);
    if (!reading) return undefined;
    const isMore = bytesOf(reading.used) > bytesOf(authorisation.used);
    const isTimed = authorisation.limits.idleSeconds !== undefined;
    const activeAt = isTimed ? activeAtOf(reading) : authorisation.activeAt;
    if (!isMore && activeAt === authorisation.activeAt) return undefined;
    return {
      ...authorisation,
      used: isMore ? reading.used : authorisation.used,
      ...present({ activeAt }),
    };
  }
}

const activeAtOf = ({ sentAt, foundAt }: Reading) => sentAt ?? foundAt;
