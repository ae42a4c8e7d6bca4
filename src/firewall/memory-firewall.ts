import { type Client, type ClientKey, keyOf } from '../client/client.js';
import type { Usage } from '../store/authorisation.js';
import type { Clock } from '../system/clock.js';
import {
  type Access,
  type AccessChange,
  type DeniedClient,
  type Enforced,
  type Firewall,
  type OpenClient,
  passedOf,
  type SharedQuota,
  spentQuotaIn,
  type TakeCounters,
} from './firewall.js';
import type { Pass } from './passes.js';

/** Enforces nothing and remembers what it should: `firewall: none`, and tests. */
export class MemoryFirewall implements Firewall {
  readonly #clients = new Map<ClientKey, OpenClient | DeniedClient>();
  /** By what they are for. */
  readonly #passes = new Map<string, Pass & { readonly endsAt: number }>();
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  async load(): Promise<void> {}

  async setAccess(client: Client, access: Access): Promise<void> {
    const key = keyOf(client);
    if (access.kind === 'closed') {
      this.#clients.delete(key);
      return;
    }
    const { mac, zone } = client;
    const before = this.#clients.get(key);
    const counted = before?.kind === 'open' && access.kind === 'open' ? { used: before.used } : {};
    const quota = access.kind === 'open' && access.quota ? { quota: this.#shared(access.quota) } : {};
    this.#clients.set(key, { ...access, ...counted, ...quota, mac, zone });
  }

  setAccessOfAll(changes: readonly AccessChange[]): Promise<ReadonlyMap<AccessChange, unknown>> {
    return setOneByOne(this, changes);
  }

  /** All clients of the account have the limit that is given last, and what has passed stays so. */
  #shared(quota: SharedQuota): SharedQuota {
    let shared = { ...quota, usedBytes: passedOf(quota) };
    for (const [key, other] of this.#clients) {
      if (other.kind !== 'open' || other.quota?.account !== quota.account) continue;
      shared = { ...quota, usedBytes: passedOf(other.quota) };
      this.#clients.set(key, { ...other, quota: shared });
    }
    return shared;
  }

  async enforced(): Promise<Enforced> {
    const now = this.#clock();
    for (const [key, { endsAt }] of this.#clients)
      if (endsAt !== undefined && endsAt <= now) this.#clients.delete(key);
    return { clients: new Map(this.#clients), leftOver: [] };
  }

  async readCounters(take: TakeCounters): Promise<void> {
    takeCountersOf(await this.enforced(), take);
  }

  async letReach(passes: readonly Pass[]): Promise<void> {
    const now = this.#clock();
    for (const [key, { endsAt }] of this.#passes) if (endsAt <= now) this.#passes.delete(key);
    for (const pass of passes) {
      const { client, address, port, seconds } = pass;
      this.#passes.set([keyOf(client), address, port].join(), { ...pass, endsAt: now + seconds * 1000 });
    }
  }

  /** Those that a client has now, each with the time that is left. */
  passesOf(client: Client): readonly Pass[] {
    const now = this.#clock();
    return [...this.#passes.values()]
      .filter((pass) => keyOf(pass.client) === keyOf(client) && now < pass.endsAt)
      .map(({ endsAt, ...pass }) => ({ ...pass, seconds: (endsAt - now) / 1000 }));
  }

  async usageOf(client: Client): Promise<Usage | undefined> {
    const found = this.#clients.get(keyOf(client));
    return found?.kind === 'open' ? found.used : undefined;
  }

  /** Nothing passes here. */
  async leftOverOf(): Promise<undefined> {}

  /** It sees no packets: whoever has the address is believed. */
  isPortalPeer(): boolean {
    return true;
  }

  async lastSeen(): Promise<ReadonlyMap<ClientKey, number>> {
    return new Map();
  }

  async repairRules(): Promise<undefined> {}

  async isInPlace(): Promise<boolean> {
    return true;
  }

  async close(): Promise<void> {}
}

/** The counters among what is enforced. */
export function takeCountersOf({ clients }: Enforced, take: TakeCounters): void {
  for (const [key, client] of clients)
    if (client.kind === 'open') take(key, client.used, spentQuotaIn(client));
}

/** The same for many clients, for whom it has no quicker way. */
export async function setOneByOne(
  firewall: Pick<Firewall, 'setAccess'>,
  changes: readonly AccessChange[],
): Promise<ReadonlyMap<AccessChange, unknown>> {
  const failures = new Map<AccessChange, unknown>();
  for (const change of changes)
    await firewall
      .setAccess(change.client, change.access)
      .catch((cause: unknown) => failures.set(change, cause));
  return failures;
}
