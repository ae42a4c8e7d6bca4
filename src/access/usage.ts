import { type Client, type ClientKey, keyOf } from '../client/client.js';
import type { Enforced, Firewall } from '../firewall/firewall.js';
import { bytesOf, isInForce, type Usage } from '../store/authorisation.js';
import type { Store } from '../store/store.js';
import type { Clock } from '../system/clock.js';

interface Reading {
  readonly used: Usage;
  /** When the counters were last seen to move, epoch milliseconds. */
  readonly activeAt: number;
  /** The same of the counter of what it sent; undefined until that has moved. */
  readonly sentAt: number | undefined;
}

/** What each client has sent and received, read from the firewall every few seconds. */
export class UsageReader {
  readonly #firewall: Firewall;
  readonly #clock: Clock;
  #readings = new Map<ClientKey, Reading>();
  #lastSeenAt: Enforced['lastSeenAt'] = new Map();

  constructor(firewall: Firewall, clock: Clock) {
    this.#firewall = firewall;
    this.#clock = clock;
  }

  async read(): Promise<void> {
    const { clients, lastSeenAt } = await this.#firewall.enforced();
    const now = this.#clock();
    const before = this.#readings;
    this.#readings = new Map();
    this.#lastSeenAt = lastSeenAt;
    for (const [key, client] of clients) {
      if (client.kind !== 'open') continue;
      const last = before.get(key);
      const hasMoved = !last || bytesOf(last.used) !== bytesOf(client.used);
      const hasSent = last && last.used.inputBytes !== client.used.inputBytes;
      this.#readings.set(key, {
        used: client.used,
        activeAt: hasMoved ? now : last.activeAt,
        sentAt: hasSent ? now : last?.sentAt,
      });
    }
  }

  /** As of the last reading; undefined for a client that was not open then. */
  usedBy(client: Client): Usage | undefined {
    return this.#readings.get(keyOf(client))?.used;
  }

  /** A session is over: what it used is not the next one's. */
  forget(client: Client): void {
    this.#readings.delete(keyOf(client));
  }

  /** When traffic last passed, epoch milliseconds; undefined while that is not known. */
  activeAt(client: Client): number | undefined {
    return this.#readings.get(keyOf(client))?.activeAt;
  }

  /** When the client last sent anything, authorised or not. */
  lastSeenAt(client: Client): number | undefined {
    const key = keyOf(client);
    // The firewall sees the first packet of each connection; those after it move the counter.
    const moments = [this.#lastSeenAt.get(key), this.#readings.get(key)?.sentAt];
    const known = moments.filter((moment) => moment !== undefined);
    return known.length > 0 ? Math.max(...known) : undefined;
  }

  /** Writes what has been used since into the authorisations in force, in one go. */
  async save(store: Store): Promise<void> {
    const now = this.#clock();
    const inForce = (await store.authorisations()).filter((authorisation) => isInForce(authorisation, now));
    await Promise.all(
      inForce.map(async (authorisation) => {
        const used = this.usedBy(authorisation);
        if (used && bytesOf(used) > bytesOf(authorisation.used))
          await store.replace(authorisation, { ...authorisation, used });
      }),
    );
  }
}
