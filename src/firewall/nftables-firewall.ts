import { randomInt } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { type Client, type ClientKey, keyOf } from '../client/client.js';
import { octetsOf } from '../client/mac-address.js';
import { reasonOf } from '../errors.js';
import type { Rates } from '../plan/plan.js';
import type { AccountDigest } from '../store/account.js';
import type { Usage } from '../store/authorisation.js';
import type { Clock } from '../system/clock.js';
import type { Run } from '../system/run.js';
import { inSteps } from '../system/steps.js';
import { bindingTables } from './address-binding.js';
import { clientId, firstSerials, serialOf, zoneNumber } from './client-id.js';
import type { Access, Enforced, Firewall, FoundClient } from './firewall.js';
import { NftChannel } from './nft-channel.js';
import {
  accessCommands,
  type Command,
  type Placement,
  renewalCommands,
  strayQuotaRemoval,
  strayRemoval,
  transaction,
} from './nft-commands.js';
import { type Element, NftElements } from './nft-elements.js';
import { type Listing, lastSeenListing, listing, markOf, usageIn } from './nft-listing.js';
import { firstDifference, leftoverDeletions, withoutQuotas } from './nft-rules.js';
import { Quotas, quotaRemoval } from './quotas.js';
import { downSet, openMap, type RulesetOptions, ruleset, syncTable, table, unbinding } from './ruleset.js';
import { firewallUnavailable } from './unavailable.js';

/** Changes in one transaction; more would let the first of them wait too long. */
const usualBatch = 200;
/** Where so many wait, as at the start, so many of them go together through a nft of their own. */
const crowd = 5_000;
/** For each transaction nft lists all quotas, which takes as long as a change for every eight of them. */
const quotasAChange = 8;

interface Change {
  readonly commands: readonly Command[];
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

type Entry = readonly [ClientKey, FoundClient];

/** The real enforcement device: one nftables table. Changes that come together are one transaction of one lasting nft. */
export class NftablesFirewall implements Firewall {
  readonly #options: RulesetOptions;
  readonly #run: Run;
  readonly #clock: Clock;
  readonly #renewsElements: boolean;
  readonly #channel = new NftChannel();
  readonly #elements = new NftElements();
  #ids = new Map<ClientKey, number>();
  /** Whom the kernel may have in a set of the denied. */
  #denied = new Set<ClientKey>();
  /** Who stands under which id that is not its own. */
  #misplaced = new Map<ClientKey, number>();
  readonly #quotas = new Quotas();
  readonly #rates = new Map<ClientKey, Rates>();
  #nextSerial = 1;
  #waiting: Change[] = [];
  #submitted = 0;
  #writing: Promise<void> | undefined;
  #rulesAsLoaded = '';
  #generationChecked: number | undefined;

  /** `renewsElements`: whether adding an element again sets its times, as Linux does from 6.12. */
  constructor(options: RulesetOptions, run: Run, clock: Clock, renewsElements: boolean) {
    this.#options = options;
    this.#run = run;
    this.#clock = clock;
    this.#renewsElements = renewsElements;
  }

  async load(): Promise<void> {
    const tables = await this.#run('nft', ['list', 'tables']);
    const text = (this.#bindsAddresses ? '' : unbinding(tables)) + ruleset(this.#options);
    if (tables.split('\n').includes(`table ${table}`)) await this.#reload(text);
    else await this.#run('nft', ['-f', '-'], text);
    this.#generationChecked = this.#elements.generation();
    this.#rulesAsLoaded = await this.#rules();
    const found = await this.#list();
    const { clients, ids } = found;
    this.#rememberQuotas(found);
    this.#ids = new Map(ids);
    this.#misplaced = new Map(found.misplaced);
    this.#denied = new Set();
    this.#rememberDenied(clients);
    this.#rates.clear();
    this.#rememberRates(clients);
    // An id is never used twice, so that a connection of long ago belongs to nobody; a new table begins anywhere.
    const start = Math.max(this.#nextSerial, randomInt(1, firstSerials));
    const given = [...this.#ids.values(), ...found.misplaced.values()];
    this.#nextSerial = given.reduce((highest, id) => Math.max(highest, serialOf(id)), start) + 1;
  }

  async setAccess(client: Client, access: Access): Promise<void> {
    const placement = this.#place(client);
    const isRenewal = placement.isKnown && !this.#renewsElements;
    const commandsOf = isRenewal ? renewalCommands : accessCommands;
    if (access.kind === 'denied') this.#denied.add(keyOf(client));
    const isLimited = access.kind === 'open' && access.quota !== undefined;
    const account = isLimited ? access.quota.account : undefined;
    const isQuotaLeftOver = account !== undefined && this.#quotas.isLeftOver(account);
    const commands = commandsOf({ ...placement, isQuotaLeftOver }, access, this.#clock());
    this.#quotas.place(keyOf(client), account);
    try {
      await this.#submit(commands);
    } catch (error) {
      this.#quotas.place(keyOf(client), placement.account);
      throw error;
    }
    this.#misplaced.delete(keyOf(client));
    if (access.kind !== 'open') this.#ids.delete(keyOf(client));
    if (access.kind === 'open' && access.rates) this.#rates.set(keyOf(client), access.rates);
    else this.#rates.delete(keyOf(client));
    if (access.kind !== 'denied') this.#denied.delete(keyOf(client));
  }

  async enforced(): Promise<Enforced> {
    const submitted = this.#submitted;
    const isQuiet = this.#writing === undefined;
    const found = await this.#list();
    await setImmediate(); // each of these looks through all clients
    const { clients, ids, strayIds, strayQuotas } = found;
    if (isQuiet && submitted === this.#submitted) this.#rememberQuotas(found);
    for (const [key, id] of ids) this.#ids.set(key, id);
    this.#misplaced = new Map(found.misplaced);
    const placed = new Set(strayIds.length + strayQuotas.length > 0 ? this.#ids.values() : []);
    const strays = [
      ...strayQuotas
        .filter(({ id }) => !placed.has(id))
        .map(({ id, account }) => strayQuotaRemoval(id, account)),
      ...strayIds.filter((id) => !placed.has(id)).map(strayRemoval),
    ];
    for await (const some of inSteps([...clients])) {
      this.#rememberDenied(some);
      this.#rememberRates(some);
    }
    await Promise.all([
      ...strays.map((commands) => this.#submit(commands)),
      ...this.#quotas.leftOver.map((account) => this.#removeQuota(account)),
    ]);
    return { clients };
  }

  async usageOf(client: Client): Promise<Usage | undefined> {
    const id = this.#ids.get(keyOf(client));
    if (id === undefined) return undefined;
    const sent = this.#elements.one(openMap(client.zone), octetsOf(client.mac));
    const received = this.#elements.one(downSet, markOf(id));
    return sent && received && usageIn(sent, received);
  }

  lastSeen(): Promise<ReadonlyMap<ClientKey, number>> {
    return lastSeenListing((set) => this.#elementsOf(set), this.#zones, this.#clock());
  }

  async repairRules(): Promise<string | undefined> {
    const generation = this.#elements.generation();
    if (generation !== undefined && generation === this.#generationChecked) return undefined;
    const rules = await this.#rules().catch((error: unknown) => reasonOf(error));
    if (rules === this.#rulesAsLoaded) {
      this.#generationChecked = generation;
      return undefined;
    }
    const difference = firstDifference(this.#rulesAsLoaded, rules);
    await this.load();
    return difference;
  }

  async close(): Promise<void> {
    await this.#writing;
    this.#channel.close();
    this.#elements.close();
  }

  #place(client: Client): Omit<Placement, 'isQuotaLeftOver'> {
    const key = keyOf(client);
    const known = this.#ids.get(key);
    const id = known ?? this.#newId(client);
    this.#ids.set(key, id);
    return {
      client,
      id,
      isKnown: known !== undefined,
      misplacedUnder: this.#misplaced.get(key),
      isDenied: this.#denied.has(key),
      account: this.#quotas.of(key),
      rates: this.#rates.get(key) ?? {},
    };
  }

  #rememberDenied(clients: Iterable<Entry>): void {
    for (const [key, { kind }] of clients) if (kind === 'denied') this.#denied.add(key);
  }

  #rememberRates(clients: Iterable<Entry>): void {
    for (const [key, client] of clients)
      if (client.kind === 'open' && client.rates) this.#rates.set(key, client.rates);
      else this.#rates.delete(key);
  }

  #newId({ zone }: Client): number {
    const index = this.#options.zones.findIndex(({ name }) => name === zone);
    return clientId(zoneNumber(index), this.#nextSerial++);
  }

  #rememberQuotas({ clients, accounts }: Listing): void {
    this.#quotas.clear();
    for (const account of accounts) this.#quotas.found(account);
    for (const [key, client] of clients)
      if (client.kind === 'open') this.#quotas.place(key, client.quota?.account);
  }

  async #removeQuota(account: AccountDigest): Promise<void> {
    try {
      await this.#submit([quotaRemoval(account)]);
      this.#quotas.forget(account);
    } catch {
      // Somebody uses it up after all, and the next reading will tell who.
    }
  }

  #submit(commands: readonly Command[]): Promise<void> {
    return new Promise((resolve, reject) => {
      const failed = (cause: unknown) => reject(firewallUnavailable(reasonOf(cause), cause));
      this.#submitted += 1;
      this.#waiting.push({ commands, done: resolve, failed });
      this.#writing ??= this.#write();
    });
  }

  async #write(): Promise<void> {
    await undefined; // what is asked for in the same turn shares the first transaction
    while (this.#waiting.length > 0) {
      const isCrowd = this.#waiting.length >= crowd;
      const batchSize = isCrowd ? crowd : Math.max(usualBatch, this.#quotas.count / quotasAChange);
      const batch = this.#waiting.splice(0, batchSize);
      await this.#transact(batch).catch(async () => {
        for (const change of batch) await this.#transact([change]).catch(change.failed); // one must not fail the others
      });
    }
    this.#writing = undefined; // in the same turn as the last look, or what comes between waits for ever
  }

  async #transact(changes: readonly Change[]): Promise<void> {
    const line = transaction(changes.map((change) => change.commands));
    // The lasting nft edits lines, which takes ever longer for a character the longer the line is.
    if (changes.length >= crowd) await this.#run('nft', ['-f', '-'], line);
    else if (line !== '') await this.#channel.run(line);
    for (const change of changes) change.done();
  }

  get #bindsAddresses(): boolean {
    return this.#options.zones.some((zone) => zone['bind-addresses']);
  }

  async #reload(text: string): Promise<void> {
    const before = await this.#run('nft', ['-t', 'list', 'table', ...table.split(' ')]);
    try {
      await this.#run('nft', ['-f', '-'], text + leftoverDeletions(before, text));
    } catch {
      await this.#replace(text);
    }
  }

  /** An earlier version's sets cannot take the new form: the table is made anew, with all its elements, in one step. */
  async #replace(text: string): Promise<void> {
    const { clients, ids } = await listing(
      async (set) => (await this.#elements.of(set)) ?? [],
      await this.#elements.quotas(),
      this.#zones,
      new Map(),
      this.#clock(),
    );
    const elements = [...clients].map(([key, client]) => {
      if (client.kind === 'misplaced') return [];
      const id = ids.get(key) ?? 0;
      const nowhere = { isKnown: false, misplacedUnder: undefined, isDenied: false, account: undefined };
      const placement = { client, id, ...nowhere, rates: {}, isQuotaLeftOver: false };
      return accessCommands(placement, client, this.#clock());
    });
    await this.#run('nft', ['-f', '-'], [`delete table ${table}`, text, transaction(elements)].join('\n'));
  }

  /** The rules as the kernel has them: no elements, no counters. */
  async #rules(): Promise<string> {
    const tables = [table, syncTable, ...(this.#bindsAddresses ? bindingTables : [])];
    const listed = tables.map((name) => this.#run('nft', ['-s', '-t', 'list', 'table', ...name.split(' ')]));
    return withoutQuotas((await Promise.all(listed)).join(''));
  }

  async #list(): Promise<Listing> {
    const elements = (set: string) => this.#elementsOf(set);
    return listing(elements, await this.#elements.quotas(), this.#zones, this.#ids, this.#clock());
  }

  async #elementsOf(set: string): Promise<Element[]> {
    const elements = await this.#elements.of(set);
    if (!elements) throw firewallUnavailable(`no such set: ${set}`);
    return elements;
  }

  get #zones() {
    return this.#options.zones.map((zone) => zone.name);
  }
}
