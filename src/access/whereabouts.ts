import { type Client, type ClientKey, clientOf, keyOf } from '../client/client.js';
import type { IpAddress } from '../client/ip-address.js';
import type { Neighbours } from '../client/neighbours.js';
import { inSteps } from '../system/steps.js';
import { decide } from './decide.js';
import type { Gate } from './gate.js';

/** A device that takes more addresses than these has the others unrecorded. */
const mostAddresses = 32;

const none: readonly IpAddress[] = [];

/** Who was where at the last look, so that what has changed since can be told. */
export class Whereabouts {
  #present: ReadonlyMap<ClientKey, readonly IpAddress[]> | undefined;
  /** Of devices that were online, what was told. */
  readonly #told = new Map<ClientKey, readonly IpAddress[]>();

  /** Tells of devices that have turned up, and of the addresses of those that are online where these are others now. */
  async look(gate: Gate, neighbours: Neighbours): Promise<void> {
    const clients = new Map<ClientKey, Client>();
    const present = new Map<ClientKey, IpAddress[]>();
    for (const { mac, zone, address } of neighbours.all()) {
      const key = keyOf({ mac, zone });
      clients.set(key, { mac, zone });
      const addresses = present.get(key) ?? [];
      if (addresses.length < mostAddresses && !isLinkLocal(address)) addresses.push(address);
      present.set(key, addresses);
    }
    const before = this.#present;
    this.#present = present;
    for await (const some of inSteps([...clients]))
      for (const [key, client] of some) {
        const addresses = (present.get(key) ?? []).sort();
        if (before && !before.has(key)) gate.tell('client-seen', { client, addresses });
        if (isOnline(gate, client)) this.#tell(gate, key, client, addresses);
        else this.#told.delete(key);
      }
    for (const key of this.#told.keys()) if (!present.has(key)) this.#tellGone(gate, key);
  }

  /** A session has begun: its addresses are told anew, whatever was told of the one before. */
  forget(client: Client): void {
    this.#told.delete(keyOf(client));
  }

  #tell(gate: Gate, key: ClientKey, client: Client, addresses: readonly IpAddress[]): void {
    const before = this.#told.get(key) ?? none;
    if (before.join() === addresses.join()) return;
    this.#told.set(key, addresses);
    gate.tell('addresses-changed', { client, addresses, before });
  }

  #tellGone(gate: Gate, key: ClientKey): void {
    const client = clientOf(key);
    if (isOnline(gate, client)) this.#tell(gate, key, client, none);
    this.#told.delete(key);
  }
}

function isOnline({ store, clock }: Gate, client: Client): boolean {
  const { state } = decide(store, client, clock());
  return state === 'authorised' || state === 'allowed';
}

/** Nobody outside the zone ever sees one. */
const isLinkLocal = (address: IpAddress) => address.startsWith('fe80:') || address.startsWith('169.254.');
