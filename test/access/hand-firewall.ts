import { type Client, type ClientKey, keyOf } from '../../src/client/client.js';
import { PortalError } from '../../src/errors.js';
import type {
  Access,
  AccessChange,
  Enforced,
  Firewall,
  FoundClient,
  OpenClient,
  SharedQuota,
  TakeCounters,
} from '../../src/firewall/firewall.js';
import { MemoryFirewall, setOneByOne, takeCountersOf } from '../../src/firewall/memory-firewall.js';
import type { Pass } from '../../src/firewall/passes.js';
import { type AccountDigest, type AccountKey, accountDigest } from '../../src/store/account.js';
import type { Usage } from '../../src/store/authorisation.js';
import type { Clock } from '../../src/system/clock.js';

/** A firewall in memory that breaks, waits, counts and is tampered with as the test says. */
export class HandFirewall implements Firewall {
  isBroken = false;
  /** It does what it is told, and says that it could not. */
  isUnsure = false;
  /** What a change waits for. */
  ready: Promise<void> = Promise.resolve();
  /** Resolves when the first change was asked for. */
  readonly asked: Promise<void>;
  #isAsked = () => {};
  /** What happens once, right before and right after the elements are read. */
  beforeListing: (() => Promise<void>) | undefined;
  afterListing: (() => Promise<void>) | undefined;
  /** What `repairRules` finds once. */
  changedRules: string | undefined;
  /** Quotas that nobody uses any more. */
  leftOver: readonly SharedQuota[] = [];
  readonly lastSeenAt = new Map<ClientKey, number>();
  readonly #memory: MemoryFirewall;
  readonly #counters = new Map<ClientKey, Usage>();
  readonly #spent = new Map<AccountDigest, number>();

  constructor(clock: Clock) {
    this.#memory = new MemoryFirewall(clock);
    this.asked = new Promise((resolve) => {
      this.#isAsked = resolve;
    });
  }

  load(): Promise<void> {
    return this.#memory.load();
  }

  async setAccess(client: Client, access: Access): Promise<void> {
    this.#isAsked();
    await this.ready;
    if (this.isBroken) throw new PortalError('firewall-unavailable', { detail: 'nft is broken' });
    if (access.kind !== 'open') this.#counters.delete(keyOf(client));
    await this.tamper(client, access);
    if (this.isUnsure) throw new PortalError('firewall-unavailable', { detail: 'nft was lost' });
  }

  setAccessOfAll(changes: readonly AccessChange[]): Promise<ReadonlyMap<AccessChange, unknown>> {
    return setOneByOne(this, changes);
  }

  async enforced(): Promise<Enforced> {
    const { beforeListing, afterListing } = this;
    this.beforeListing = undefined;
    this.afterListing = undefined;
    await beforeListing?.();
    const { clients } = await this.#memory.enforced();
    await afterListing?.();
    const counted = [...clients].map(([key, client]): [ClientKey, FoundClient] => [
      key,
      client.kind === 'open' ? this.#counted(key, client) : client,
    ]);
    return { clients: new Map(counted), leftOver: this.leftOver };
  }

  async readCounters(take: TakeCounters): Promise<void> {
    takeCountersOf(await this.enforced(), take);
  }

  #counted(key: ClientKey, client: OpenClient): OpenClient {
    const { quota, used: before } = client;
    const used = this.#counters.get(key) ?? before;
    if (!quota) return { ...client, used };
    return {
      ...client,
      used,
      quota: { ...quota, usedBytes: this.#spent.get(quota.account) ?? quota.usedBytes },
    };
  }

  letReach(passes: readonly Pass[]): Promise<void> {
    return this.#memory.letReach(passes);
  }

  async usageOf(client: Client): Promise<Usage | undefined> {
    const found = (await this.#memory.enforced()).clients.get(keyOf(client));
    return found?.kind === 'open' ? this.#counted(keyOf(client), found).used : undefined;
  }

  async leftOverOf(account: AccountDigest): Promise<SharedQuota | undefined> {
    return this.leftOver.find((quota) => quota.account === account);
  }

  isPortalPeer(): boolean {
    return this.#memory.isPortalPeer();
  }

  async lastSeen(): Promise<ReadonlyMap<ClientKey, number>> {
    return this.lastSeenAt;
  }

  isInPlace(): Promise<boolean> {
    return this.#memory.isInPlace();
  }

  async repairRules(): Promise<string | undefined> {
    const changed = this.changedRules;
    this.changedRules = undefined;
    return changed;
  }

  close(): Promise<void> {
    return this.#memory.close();
  }

  /** Changes what is enforced behind the daemon's back. */
  tamper(client: Client, access: Access): Promise<void> {
    return this.#memory.setAccess(client, access);
  }

  /** As when somebody removes the table. */
  forgetCounters(): void {
    this.#counters.clear();
  }

  /** From now on so much of the data of the account is used up, or all of it. */
  spend(key: AccountKey, bytes = Number.MAX_SAFE_INTEGER): void {
    this.#spent.set(accountDigest(key), bytes);
  }

  /** From now on the client's counters stand there. */
  count(client: Client, used: Usage): void {
    this.#counters.set(keyOf(client), used);
  }
}
