import { setImmediate } from 'node:timers/promises';
import { type Client, type ClientKey, keyOf } from '../client/client.js';
import type { IpAddress } from '../client/ip-address.js';
import { type MacAddress, octetsOf } from '../client/mac-address.js';
import { reasonOf } from '../errors.js';
import { type Tell, untold } from '../happenings/happenings.js';
import type { AccountDigest } from '../store/account.js';
import type { Usage } from '../store/authorisation.js';
import type { Clock } from '../system/clock.js';
import type { Run } from '../system/run.js';
import { bindingTables } from './address-binding.js';
import { markOf } from './client-id.js';
import {
  type Access,
  type AccessChange,
  type Enforced,
  type Firewall,
  isSpent,
  passedOf,
  type SharedQuota,
  type TakeCounters,
} from './firewall.js';
import { Known } from './known.js';
import { Nfnetlink } from './nfnetlink.js';
import {
  accessCommands,
  type Command,
  renewalCommands,
  strayQuotaRemoval,
  strayRemoval,
} from './nft-commands.js';
import { type Element, elementOf, readElements } from './nft-elements.js';
import { type Listing, lastSeenListing, listing, readCounters, usageIn } from './nft-listing.js';
import { firstDifference, leftoverDeletions, withoutQuotas } from './nft-rules.js';
import { type Pass, passAdditions } from './passes.js';
import { portalPeer } from './portal-peers.js';
import { quotaStates, sharedQuotaOf, spentQuotas } from './quota-states.js';
import { quotaRemoval } from './quotas.js';
import { downSet, openMap, type RulesetOptions, ruleset, table, unbinding } from './ruleset.js';
import { tableReplacement } from './table-replacement.js';
import { Transactions } from './transactions.js';
import { firewallUnavailable } from './unavailable.js';

/** The real enforcement device: one nftables table. nft writes its rules, this its elements. */
export class NftablesFirewall implements Firewall {
  readonly #options: RulesetOptions;
  readonly #run: Run;
  readonly #clock: Clock;
  readonly #renewsElements: boolean;
  readonly #kernel = new Nfnetlink();
  readonly #transactions: Transactions;
  readonly #known: Known;
  #rulesAsLoaded = '';
  #generationChecked: number | undefined;

  /** `renewsElements`: whether adding an element again sets its times, as Linux does from 6.12. */
  constructor(options: RulesetOptions, run: Run, clock: Clock, renewsElements: boolean, tell: Tell = untold) {
    this.#options = options;
    this.#run = run;
    this.#clock = clock;
    this.#renewsElements = renewsElements;
    this.#known = new Known(this.#zones, clock);
    this.#transactions = new Transactions(tell);
  }

  async load(): Promise<void> {
    const tables = await this.#run('nft', ['list', 'tables']);
    const text = (this.#bindsAddresses ? '' : unbinding(tables)) + ruleset(this.#options);
    if (tables.split('\n').includes(`table ${table}`)) await this.#reload(text);
    else {
      await this.#run('nft', ['-f', '-'], text);
      this.#known.quotas.clear(); // an element cannot be told to lead to one that is gone
    }
    this.#generationChecked = this.#kernel.generation();
    this.#rulesAsLoaded = await this.#rules();
  }

  async setAccess(client: Client, access: Access): Promise<void> {
    for (const cause of (await this.setAccessOfAll([{ key: keyOf(client), client, access }])).values())
      throw cause;
  }

  async setAccessOfAll(changes: readonly AccessChange[]): Promise<ReadonlyMap<AccessChange, unknown>> {
    const now = this.#clock();
    const steps = changes.map((change) => {
      const placement = this.#known.place(change, this.#passedOf(change.access));
      const isRenewal = placement.isKnown && !this.#renewsElements;
      const commandsOf = isRenewal ? renewalCommands : accessCommands;
      return { change, placement, commands: commandsOf(placement, change.access, now) };
    });
    const refused = await this.#transactions.submitAll(steps.map(({ commands }) => commands));
    const failures = new Map<AccessChange, unknown>();
    for (const { change, placement, commands } of steps) {
      const cause = refused.get(commands);
      if (cause) {
        this.#known.refused(placement);
        failures.set(change, cause);
      } else this.#known.done(placement, change.access);
    }
    return failures;
  }

  async enforced(): Promise<Enforced> {
    const isQuiet = this.#transactions.watch();
    const found = await this.#list();
    await setImmediate(); // what follows looks through all clients
    await this.#known.found(found, isQuiet);
    await Promise.all([
      ...this.#removalOfStrays(found).map((commands) => this.#transactions.submit(commands)),
      this.#removeLeftOverQuotas(),
    ]);
    return found;
  }

  async readCounters(take: TakeCounters): Promise<void> {
    const { quotas, owners } = this.#known;
    const spent = quotas.areAny ? await spentQuotas(this.#kernel) : undefined;
    const spentOf = (key: ClientKey) => {
      const account = quotas.of(key);
      return account === undefined ? undefined : spent?.get(account);
    };
    await readCounters(this.#readSet, this.#zones, owners, (key, used) => take(key, used, spentOf(key)));
    await this.#removeLeftOverQuotas();
  }

  async letReach(passes: readonly Pass[]): Promise<void> {
    await this.#run('nft', ['-f', '-'], passAdditions(table, passes)).catch((cause: unknown) => {
      throw firewallUnavailable(reasonOf(cause), cause);
    });
  }

  async usageOf(client: Client): Promise<Usage | undefined> {
    const id = this.#known.idOf(keyOf(client));
    if (id === undefined) return undefined;
    const sent = elementOf(this.#kernel, openMap(client.zone), octetsOf(client.mac));
    const received = elementOf(this.#kernel, downSet, markOf(id));
    return sent && received && usageIn(sent, received);
  }

  async leftOverOf(account: AccountDigest): Promise<SharedQuota | undefined> {
    return this.#known.quotas.isLeftOver(account) ? sharedQuotaOf(this.#kernel, account) : undefined;
  }

  isPortalPeer(mac: MacAddress, address: IpAddress, port: number): boolean {
    const { set, key } = portalPeer(mac, address, port);
    return elementOf(this.#kernel, set, key) !== undefined;
  }

  lastSeen(): Promise<ReadonlyMap<ClientKey, number>> {
    return lastSeenListing(this.#readSet, this.#zones, this.#clock());
  }

  async repairRules(): Promise<string | undefined> {
    const generation = this.#kernel.generation();
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

  isInPlace(): Promise<boolean> {
    return this.#run('nft', ['-t', 'list', 'table', ...table.split(' ')]).then(
      () => true,
      () => false,
    );
  }

  async close(): Promise<void> {
    await this.#transactions.close();
    this.#kernel.close();
  }

  /**
   * What has passed of the quota, where that cannot change until the kernel is told: while nobody uses it up, and while it is
   * spent and is to be more.
   */
  #passedOf(access: Access): number | undefined {
    const quota = access.kind === 'open' ? access.quota : undefined;
    if (!quota) return undefined;
    const { quotas } = this.#known;
    const isLeftOver = quotas.isLeftOver(quota.account);
    const state =
      isLeftOver || quotas.isInUse(quota.account) ? sharedQuotaOf(this.#kernel, quota.account) : undefined;
    if (!state) return undefined;
    const isRaised = isSpent(state) && state.endsAtBytes < quota.endsAtBytes;
    return isLeftOver || isRaised ? passedOf(state) : undefined;
  }

  #removalOfStrays({ strayIds, strayQuotas }: Listing): Command[][] {
    if (strayIds.length + strayQuotas.length === 0) return [];
    const placed = this.#known.owners; // one may have been given while this was read
    return [
      ...strayQuotas
        .filter(({ id }) => !placed.has(id))
        .map(({ id, account }) => strayQuotaRemoval(id, account)),
      ...strayIds.filter((id) => !placed.has(id)).map(strayRemoval),
    ];
  }

  async #removeLeftOverQuotas(): Promise<void> {
    await Promise.all(this.#known.quotas.removable.map((account) => this.#removeQuota(account)));
  }

  async #removeQuota(account: AccountDigest): Promise<void> {
    try {
      await this.#transactions.submit([quotaRemoval(account)]);
      this.#known.quotas.forget(account);
    } catch {
      // Somebody uses it up after all, and the next reading will tell who.
    }
  }

  get #bindsAddresses(): boolean {
    return this.#options.zones.some((zone) => zone['bind-addresses']);
  }

  async #reload(text: string): Promise<void> {
    const before = await this.#run('nft', ['-t', 'list', 'table', ...table.split(' ')]);
    try {
      await this.#run('nft', ['-f', '-'], text + leftoverDeletions(before, text));
    } catch {
      const replacement = await tableReplacement(this.#kernel, this.#zones, text, this.#clock());
      await this.#run('nft', ['-f', '-'], replacement);
    }
  }

  /** The rules as the kernel has them: no elements, no counters. */
  async #rules(): Promise<string> {
    const tables = [table, ...(this.#bindsAddresses ? bindingTables : [])];
    const listed = tables.map((name) => this.#run('nft', ['-s', '-t', 'list', 'table', ...name.split(' ')]));
    return withoutQuotas((await Promise.all(listed)).join(''));
  }

  async #list(): Promise<Listing> {
    return listing(
      this.#readSet,
      await quotaStates(this.#kernel),
      this.#zones,
      this.#known.owners,
      this.#clock(),
    );
  }

  readonly #readSet = async (set: string, take: (element: Element) => void): Promise<void> => {
    if (!(await readElements(this.#kernel, set, take))) throw firewallUnavailable(`no such set: ${set}`);
  };

  get #zones() {
    return this.#options.zones.map((zone) => zone.name);
  }
}
