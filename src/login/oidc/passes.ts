import { type Client, type ClientKey, keyOf } from '../../client/client.js';
import type { IpAddress } from '../../client/ip-address.js';
import { PortalError } from '../../errors.js';
import type { Pass } from '../../firewall/passes.js';
import type { LookUp } from '../../garden/dns-look-up.js';
import type { HostName } from '../../garden/host-name.js';
import { type KeptAddress, type KeptName, NameKeeper } from '../../garden/name-keeper.js';
import { isPublic } from '../../garden/public-address.js';
import type { Clock } from '../../system/clock.js';
import type { Log } from '../../system/log.js';
import type { HostPort } from './host-port.js';

interface PassesOptions {
  /** How long a device has its way to a provider. */
  readonly lastSeconds: number;
  readonly lookUp: LookUp;
  readonly letReach: (passes: readonly Pass[]) => Promise<void>;
  readonly clock: Clock;
  readonly log: Log;
}

interface Held {
  readonly client: Client;
  readonly targets: readonly HostPort[];
  readonly endsAt: number;
}

/**
 * Opens the way to a provider's hosts for single devices, for some minutes. Their names are asked for while somebody needs
 * them, as those of a garden are, and all addresses that they had in that time stay open for him.
 */
export class Passes {
  readonly #options: PassesOptions;
  readonly #keeper: NameKeeper<KeptName>;
  readonly #held = new Map<ClientKey, Held>();
  /** Addresses of names, with the time until which they are good. */
  readonly #known = new Map<HostName, Map<IpAddress, number>>();

  constructor(options: PassesOptions) {
    this.#options = options;
    const admit = (addresses: readonly (KeptName & KeptAddress)[]) => this.#admit(addresses);
    this.#keeper = new NameKeeper({ ...options, of: 'a login provider', admit });
  }

  /** Resolves when the device reaches these; rejects where none of them has an address. */
  async give(client: Client, targets: readonly HostPort[]): Promise<void> {
    const { clock, lastSeconds, letReach } = this.#options;
    await this.#keeper.refresh(namesOf(targets));
    const held = { client, targets, endsAt: clock() + lastSeconds * 1000 };
    const passes = targets.flatMap((target) =>
      this.#addressesOf(target).map((address) => this.#pass(held, target, address)),
    );
    if (passes.length === 0)
      throw new PortalError('backend-silent', { detail: 'no host of the provider has a public address' });
    this.#held.set(keyOf(client), held);
    await letReach(passes);
  }

  /** Lets those who are on their way go on where a name has another address by now; to be called each second or so. */
  async refresh(): Promise<void> {
    const now = this.#options.clock();
    for (const [key, { endsAt }] of this.#held) if (endsAt <= now) this.#held.delete(key);
    await this.#keeper.refresh(namesOf([...this.#held.values()].flatMap(({ targets }) => targets)));
  }

  async #admit(found: readonly (KeptName & KeptAddress)[]): Promise<void> {
    const now = this.#options.clock();
    const fresh = found.filter(({ name, address, seconds }) => {
      if (!isPublic(address)) return false;
      const known = this.#knownOf(name, now);
      const isNew = !known.has(address);
      known.set(address, now + seconds * 1000);
      return isNew;
    });
    const passes = [...this.#held.values()]
      .filter(({ endsAt }) => now < endsAt)
      .flatMap((held) => fresh.flatMap(({ name, address }) => this.#passesFor(held, name, address)));
    if (passes.length === 0) return;
    try {
      await this.#options.letReach(passes);
    } catch (error) {
      for (const { name, address } of fresh) this.#known.get(name)?.delete(address); // new at the next try
      throw error;
    }
  }

  #knownOf(name: HostName, now: number): Map<IpAddress, number> {
    const known = this.#known.get(name) ?? new Map<IpAddress, number>();
    for (const [address, until] of known) if (until <= now) known.delete(address);
    this.#known.set(name, known);
    return known;
  }

  #addressesOf(target: HostPort): readonly IpAddress[] {
    if ('address' in target) return [target.address];
    return [...this.#knownOf(target.name, this.#options.clock()).keys()];
  }

  #passesFor(held: Held, name: HostName, address: IpAddress): Pass[] {
    const ofName = held.targets.filter((target) => 'name' in target && target.name === name);
    return ofName.map((target) => this.#pass(held, target, address));
  }

  #pass({ client, endsAt }: Held, { port }: HostPort, address: IpAddress): Pass {
    return { client, address, port, seconds: Math.ceil((endsAt - this.#options.clock()) / 1000) };
  }
}

function namesOf(targets: readonly HostPort[]): KeptName[] {
  const names = targets.flatMap((target) => ('name' in target ? [target.name] : []));
  return [...new Set(names)].map((name) => ({ name }));
}
