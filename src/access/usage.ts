import { type Client, type ClientKey, keyOf } from '../client/client.js';
import type { Firewall } from '../firewall/firewall.js';
import { isInForce, type Usage } from '../store/authorisation.js';
import type { Store } from '../store/store.js';
import type { Clock } from '../system/clock.js';

interface Reading {
  readonly used: Usage;
  /** When the counters were last seen to move, epoch milliseconds. */
  readonly activeAt: number;
}

/** What each client has sent and received, read from the firewall every few seconds. */
export class UsageReader {
  readonly #firewall: Firewall;
  readonly #clock: Clock;
  #readings = new Map<ClientKey, Reading>();
  #underWay: Promise<void> | undefined;

  constructor(firewall: Firewall, clock: Clock) {
    this.#firewall = firewall;
    this.#clock = clock;
  }

  /** Who asks while a reading is under way shares it: it costs as much as there are clients. */
  read(): Promise<void> {
    this.#underWay ??= this.#read().finally(() => {
      this.#underWay = undefined;
    });
    return this.#underWay;
  }

  async #read(): Promise<void> {
    const { clients } = await this.#firewall.enforced();
    const now = this.#clock();
    const before = this.#readings;
    this.#readings = new Map();
    for (const [key, client] of clients) {
      if (client.kind !== 'open') continue;
      const last = before.get(key);
      const hasMoved = !last || total(last.used) !== total(client.used);
      this.#readings.set(key, { used: client.used, activeAt: hasMoved ? now : last.activeAt });
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

  /** When each client, authorised or not, last sent anything; epoch milliseconds. */
  lastSeen(): Promise<ReadonlyMap<ClientKey, number>> {
    return this.#firewall.lastSeen();
  }

  /** Writes what has been used since into the authorisations in force, in one go. */
  async save(store: Store): Promise<void> {
    const now = this.#clock();
    const inForce = (await store.authorisations()).filter((authorisation) => isInForce(authorisation, now));
    await Promise.all(
      inForce.map(async (authorisation) => {
        const used = this.usedBy(authorisation);
        if (used && total(used) > total(authorisation.used))
          await store.replace(authorisation, { ...authorisation, used });
      }),
    );
  }
}

const total = ({ inputBytes, outputBytes }: Usage) => inputBytes + outputBytes;
