import { randomInt } from 'node:crypto';
import type { Client, ClientKey } from '../client/client.js';
import type { ZoneName } from '../client/zone-name.js';
import type { Rates } from '../plan/plan.js';
import type { Clock } from '../system/clock.js';
import { inSteps } from '../system/steps.js';
import { clientId, firstSerials, serialOf, zoneNumber } from './client-id.js';
import type { Access, AccessChange, SharedQuota } from './firewall.js';
import type { Placement } from './nft-commands.js';
import type { Listing } from './nft-listing.js';
import { type QuotaRenewal, Quotas } from './quotas.js';

/** What the kernel may have of a client. */
interface KnownClient {
  /** Undefined for one that is not open. */
  id: number | undefined;
  isDenied: boolean;
  rates: Rates;
}

const noRates: Rates = {};

/**
 * What the kernel may have of each client, as it was told and as it was read. It may have less, since a reading takes its
 * time and elements go by themselves: commands succeed all the same.
 */
export class Known {
  readonly quotas: Quotas;
  readonly #zones: readonly ZoneName[];
  readonly #clients = new Map<ClientKey, KnownClient>();
  readonly #owners = new Map<number, ClientKey>();
  /** Who stands under which id that is not its own. */
  #misplaced = new Map<ClientKey, number>();
  /** An id is never used twice, so that a connection of long ago belongs to nobody; a new table begins anywhere. */
  #nextSerial = randomInt(1, firstSerials);

  constructor(zones: readonly ZoneName[], clock: Clock) {
    this.#zones = zones;
    this.quotas = new Quotas(clock);
  }

  idOf(key: ClientKey): number | undefined {
    return this.#clients.get(key)?.id;
  }

  /** Whose id each is. */
  get owners(): ReadonlyMap<number, ClientKey> {
    return this.#owners;
  }

  /**
   * Notes that the kernel will be told so; gives what it may have before. `passedBytes` is what has passed of a quota that is
   * left over, or is spent and is to be more: the kernel goes on counting what it refuses.
   */
  place({ key, client, access }: AccessChange, passedBytes?: number): Placement {
    const known = this.#clientOf(key);
    const { id = this.#newId(client) } = known;
    const quota = access.kind === 'open' ? access.quota : undefined;
    const placement = {
      key,
      client,
      id,
      isKnown: known.id !== undefined,
      misplacedUnder: this.#misplaced.get(key),
      isDenied: known.isDenied,
      account: this.quotas.of(key),
      rates: known.rates,
      quotaRenewal: quota && this.#quotaRenewal(key, quota, passedBytes),
    };
    this.#setId(key, known, id);
    if (access.kind === 'denied') known.isDenied = true;
    this.quotas.place(key, quota?.account);
    return placement;
  }

  /** The kernel has taken none of it. */
  refused({ key, account }: Placement): void {
    this.quotas.place(key, account);
  }

  /** The kernel has taken all of it. */
  done({ key }: Placement, access: Access): void {
    this.#misplaced.delete(key);
    const known = this.#clientOf(key);
    if (access.kind !== 'open') this.#setId(key, known, undefined);
    if (access.kind === 'closed') {
      this.#clients.delete(key);
      return;
    }
    known.isDenied = access.kind === 'denied';
    known.rates = (access.kind === 'open' && access.rates) || noRates;
  }

  /**
   * Notes what was read; where something was written meanwhile, no quotas, since their users are counted, and no other ids
   * than those given, which may be newer.
   */
  async found(listing: Listing, isExact: () => boolean): Promise<void> {
    if (isExact()) this.#noteQuotas(listing);
    this.#misplaced = new Map(listing.misplaced);
    for (const id of listing.misplaced.values()) this.#noteSerial(id);
    for await (const some of inSteps(listing.ids))
      for (const [key, id] of some) {
        const known = this.#clientOf(key);
        if (known.id === undefined || isExact()) this.#setId(key, known, id);
        this.#noteSerial(id);
      }
    for await (const some of inSteps(listing.clients))
      for (const [key, client] of some) {
        const known = this.#clientOf(key);
        if (client.kind === 'denied') known.isDenied = true;
        known.rates = (client.kind === 'open' && client.rates) || noRates;
      }
  }

  #quotaRenewal(
    key: ClientKey,
    { account, usedBytes }: SharedQuota,
    passedBytes: number | undefined,
  ): QuotaRenewal | undefined {
    if (this.quotas.isLeftOver(account))
      return { usedBytes: Math.max(usedBytes, passedBytes ?? 0), fellows: [] };
    if (passedBytes === undefined) return undefined;
    const fellows = this.quotas.usersOf(account).filter((each) => each !== key);
    return {
      usedBytes: passedBytes,
      fellows: fellows.map((each) => this.idOf(each)).filter((id) => id !== undefined),
    };
  }

  #clientOf(key: ClientKey): KnownClient {
    const known = this.#clients.get(key);
    if (known) return known;
    const unknown = { id: undefined, isDenied: false, rates: noRates };
    this.#clients.set(key, unknown);
    return unknown;
  }

  #setId(key: ClientKey, known: KnownClient, id: number | undefined): void {
    if (known.id === id) return;
    if (known.id !== undefined) this.#owners.delete(known.id);
    if (id !== undefined) this.#owners.set(id, key);
    known.id = id;
  }

  #noteQuotas({ clients, accounts }: Listing): void {
    this.quotas.clear();
    for (const account of accounts) this.quotas.found(account);
    for (const [key, client] of clients)
      if (client.kind === 'open') this.quotas.place(key, client.quota?.account);
  }

  #noteSerial(id: number): void {
    this.#nextSerial = Math.max(this.#nextSerial, serialOf(id) + 1);
  }

  #newId({ zone }: Client): number {
    return clientId(zoneNumber(this.#zones.indexOf(zone)), this.#nextSerial++);
  }
}
