import { randomInt } from 'node:crypto';
import { type Client, type ClientKey, keyOf } from '../client/client.js';
import { PortalError, reasonOf } from '../errors.js';
import type { Rates } from '../plan/plan.js';
import type { Clock } from '../system/clock.js';
import type { Run } from '../system/run.js';
import { clientId, firstSerials, serialOf, zoneNumber } from './client-id.js';
import type { Access, Enforced, Firewall } from './firewall.js';
import { NftChannel } from './nft-channel.js';
import { accessCommands, type Placement, renewalCommands } from './nft-commands.js';
import { type Listing, parseListing } from './nft-listing.js';
import { firstDifference, leftoverDeletions } from './nft-rules.js';
import { downSet, type RulesetOptions, ruleset, syncTable, table } from './ruleset.js';

/** Changes in one transaction; more would let the first of them wait too long. */
const batchSize = 200;

interface Change {
  readonly commands: readonly string[];
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

/** The real enforcement device: one nftables table. Changes that come together are one transaction of one lasting nft. */
export class NftablesFirewall implements Firewall {
  readonly #options: RulesetOptions;
  readonly #run: Run;
  readonly #clock: Clock;
  readonly #renewsElements: boolean;
  readonly #channel = new NftChannel();
  readonly #ids = new Map<ClientKey, number>();
  readonly #rates = new Map<ClientKey, Rates | undefined>();
  #nextSerial = 1;
  #waiting: Change[] = [];
  #writing: Promise<void> | undefined;
  #rulesAsLoaded = '';

  /** `renewsElements`: whether adding an element again sets its times, as Linux does from 6.12. */
  constructor(options: RulesetOptions, run: Run, clock: Clock, renewsElements: boolean) {
    this.#options = options;
    this.#run = run;
    this.#clock = clock;
    this.#renewsElements = renewsElements;
  }

  async load(): Promise<void> {
    const text = ruleset(this.#options);
    if (await this.#isTableThere()) await this.#reload(text);
    else await this.#run('nft', ['-f', '-'], text);
    this.#rulesAsLoaded = await this.#rules();
    this.#ids.clear();
    this.#rates.clear();
    this.#learn(await this.#list());
    // An id is never used twice, so that a connection of long ago belongs to nobody; a new table begins anywhere.
    const start = Math.max(this.#nextSerial, randomInt(1, firstSerials));
    this.#nextSerial =
      [...this.#ids.values()].reduce((highest, id) => Math.max(highest, serialOf(id)), start) + 1;
  }

  async setAccess(client: Client, access: Access): Promise<void> {
    const placement = this.#place(client);
    const isRenewal = placement.isKnown && !this.#renewsElements;
    const commandsOf = isRenewal ? renewalCommands : accessCommands;
    await this.#submit(commandsOf(placement, access, this.#clock()));
    if (access.kind === 'open') {
      this.#rates.set(keyOf(client), access.rates);
    } else {
      this.#ids.delete(keyOf(client));
      this.#rates.delete(keyOf(client));
    }
  }

  async enforced(): Promise<Enforced> {
    const listing = await this.#list();
    this.#learn(listing);
    const { clients, lastSeenAt, strayIds } = listing;
    const placed = new Set(this.#ids.values());
    const strays = strayIds.filter((id) => !placed.has(id));
    if (strays.length > 0)
      await this.#submit(strays.map((id) => `delete element ${table} ${downSet} { ${id} }`));
    return { clients, lastSeenAt };
  }

  async repairRules(): Promise<string | undefined> {
    const rules = await this.#rules().catch((error: unknown) => reasonOf(error));
    if (rules === this.#rulesAsLoaded) return undefined;
    const difference = firstDifference(this.#rulesAsLoaded, rules);
    await this.load();
    return difference;
  }

  async close(): Promise<void> {
    await this.#writing;
    this.#channel.close();
  }

  #place(client: Client): Placement {
    const known = this.#ids.get(keyOf(client));
    const id = known ?? this.#newId(client);
    this.#ids.set(keyOf(client), id);
    const rates = this.#rates.get(keyOf(client)) ?? {};
    return { client, id, isKnown: known !== undefined, rates };
  }

  #newId({ zone }: Client): number {
    const index = this.#options.zones.findIndex(({ name }) => name === zone);
    return clientId(zoneNumber(index), this.#nextSerial++);
  }

  #learn({ ids, clients }: Listing): void {
    for (const [key, id] of ids) this.#ids.set(key, id);
    for (const [key, client] of clients) if (client.kind === 'open') this.#rates.set(key, client.rates);
  }

  #submit(commands: readonly string[]): Promise<void> {
    return new Promise((resolve, reject) => {
      const failed = (cause: unknown) =>
        reject(
          new PortalError('firewall-unavailable', { detail: reasonOf(cause), cause, retryAfterSeconds: 5 }),
        );
      this.#waiting.push({ commands, done: resolve, failed });
      this.#writing ??= this.#write();
    });
  }

  async #write(): Promise<void> {
    await undefined; // what is asked for in the same turn shares the first transaction
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, batchSize);
      await this.#transact(batch).catch(async () => {
        for (const change of batch) await this.#transact([change]).catch(change.failed); // one must not fail the others
      });
    }
    this.#writing = undefined; // in the same turn as the last look, or what comes between waits for ever
  }

  async #transact(changes: readonly Change[]): Promise<void> {
    const commands = changes.flatMap((change) => change.commands);
    if (commands.length > 0) await this.#channel.run(commands.join('; '));
    for (const change of changes) change.done();
  }

  async #isTableThere(): Promise<boolean> {
    return (await this.#run('nft', ['list', 'tables'])).split('\n').includes(`table ${table}`);
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
    const { clients, ids } = await this.#list();
    const elements = [...clients].flatMap(([key, client]) => {
      const id = ids.get(key) ?? 0;
      return accessCommands({ client, id, isKnown: false }, client, this.#clock());
    });
    await this.#run('nft', ['-f', '-'], [`delete table ${table}`, text, ...elements].join('\n'));
  }

  /** The rules as the kernel has them: no elements, no counters. */
  async #rules(): Promise<string> {
    const listed = [table, syncTable].map((name) =>
      this.#run('nft', ['-s', '-t', 'list', 'table', ...name.split(' ')]),
    );
    return (await Promise.all(listed)).join('');
  }

  async #list(): Promise<Listing> {
    const json = await this.#run('nft', ['-j', 'list', 'table', ...table.split(' ')]);
    const zones = this.#options.zones.map((zone) => zone.name);
    return parseListing(json, zones, this.#clock());
  }
}
