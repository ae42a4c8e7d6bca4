import { type Client, type ClientKey, keyOf } from '../client/client.js';
import type { Usage } from '../store/authorisation.js';
import type { Clock } from '../system/clock.js';
import type { Access, DeniedClient, Enforced, Firewall, OpenClient } from './firewall.js';

/** Enforces nothing and remembers what it should: `firewall: none`, and tests. */
export class MemoryFirewall implements Firewall {
  readonly #clients = new Map<ClientKey, OpenClient | DeniedClient>();
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
    this.#clients.set(key, { ...access, ...counted, ...this.#quotaFor(access), mac, zone });
  }

  #quotaFor(access: Access) {
    if (access.kind !== 'open' || !access.quota) return {};
    for (const other of this.#clients.values())
      if (other.kind === 'open' && other.quota?.account === access.quota.account)
        return { quota: { ...access.quota, usedBytes: other.quota.usedBytes } };
    return {};
  }

  async enforced(): Promise<Enforced> {
    const now = this.#clock();
    for (const [key, { endsAt }] of this.#clients)
      if (endsAt !== undefined && endsAt <= now) this.#clients.delete(key);
    return { clients: new Map(this.#clients) };
  }

  async usageOf(client: Client): Promise<Usage | undefined> {
    const found = this.#clients.get(keyOf(client));
    return found?.kind === 'open' ? found.used : undefined;
  }

  async lastSeen(): Promise<ReadonlyMap<ClientKey, number>> {
    return new Map();
  }

  async repairRules(): Promise<undefined> {}

  async close(): Promise<void> {}
}
