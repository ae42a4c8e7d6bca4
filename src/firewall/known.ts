import { randomInt } from 'node:crypto';
import { type Client, type ClientKey, keyOf } from '../client/client.js';
import type { ZoneName } from '../client/zone-name.js';
import type { Rates } from '../plan/plan.js';
import { inSteps } from '../system/steps.js';
import { clientId, firstSerials, serialOf, zoneNumber } from './client-id.js';
import type { Access, AccessChange } from './firewall.js';
import type { Placement } from './nft-commands.js';
import type { Listing } from './nft-listing.js';
import { Quotas } from './quotas.js';

/**
 * What the kernel may have of each client, as it was told and as it was read. It may have less, since a reading takes its
 * time and elements go by themselves: commands succeed all the same.
 */
export class Known {
  readonly quotas = new Quotas();
  readonly #zones: readonly ZoneName[];
  readonly #ids = new Map<ClientKey, number>();
  readonly #denied = new Set<ClientKey>();
  readonly #rates = new Map<ClientKey, Rates>();
  /** Who stands under which id that is not its own. */
  #misplaced = new Map<ClientKey, number>();
  /** An id is never used twice, so that a connection of long ago belongs to nobody; a new table begins anywhere. */
  #nextSerial = randomInt(1, firstSerials);

  constructor(zones: readonly ZoneName[]) {
    this.#zones = zones;
  }

  get ids(): ReadonlyMap<ClientKey, number> {
    return this.#ids;
  }

  /** Notes that the kernel will be told so; gives what it may have before. */
  place({ client, access }: AccessChange): Placement {
    const key = keyOf(client);
    const known = this.#ids.get(key);
    const id = known ?? this.#newId(client);
    const quota = access.kind === 'open' ? access.quota : undefined;
    const placement = {
      key,
      client,
      id,
      isKnown: known !== undefined,
      misplacedUnder: this.#misplaced.get(key),
      isDenied: this.#denied.has(key),
      account: this.quotas.of(key),
      rates: this.#rates.get(key) ?? {},
      isQuotaLeftOver: quota !== undefined && this.quotas.isLeftOver(quota.account),
    };
    this.#ids.set(key, id);
    if (access.kind === 'denied') this.#denied.add(key);
    this.quotas.place(key, quota?.account);
    return placement;
  }

  /** The kernel has taken none of it. */
  refused({ key, account }: Placement): void {
    this.quotas.place(key, account);
  }

  /** The kernel has taken all of it. */
  done({ key }: Placement, access: Access): void {
    if (access.kind !== 'open') this.#ids.delete(key);
    if (access.kind !== 'denied') this.#denied.delete(key);
    this.#noteRates(key, access.kind === 'open' ? access.rates : undefined);
    this.#misplaced.delete(key);
  }

  /** Notes what was read; the quotas only where nothing was written meanwhile, since their users are counted. */
  async found(listing: Listing, isExact: boolean): Promise<void> {
    if (isExact) this.#noteQuotas(listing);
    for (const [key, id] of listing.ids) this.#ids.set(key, id);
    this.#misplaced = new Map(listing.misplaced);
    this.#nextSerial = [...listing.ids.values(), ...listing.misplaced.values()].reduce(
      (next, id) => Math.max(next, serialOf(id) + 1),
      this.#nextSerial,
    );
    for await (const some of inSteps([...listing.clients]))
      for (const [key, client] of some) {
        if (client.kind === 'denied') this.#denied.add(key);
        this.#noteRates(key, client.kind === 'open' ? client.rates : undefined);
      }
  }

  #noteQuotas({ clients, accounts }: Listing): void {
    this.quotas.clear();
    for (const account of accounts) this.quotas.found(account);
    for (const [key, client] of clients)
      if (client.kind === 'open') this.quotas.place(key, client.quota?.account);
  }

  #noteRates(key: ClientKey, rates: Rates | undefined): void {
    if (rates) this.#rates.set(key, rates);
    else this.#rates.delete(key);
  }

  #newId({ zone }: Client): number {
    return clientId(zoneNumber(this.#zones.indexOf(zone)), this.#nextSerial++);
  }
}
