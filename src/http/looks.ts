import type { ZoneName } from '../client/zone-name.js';
import type { Views } from './views.js';

/** The zone that an address belongs to, also where nobody knows the device; never throws. */
export type ZoneOfAddress = (remoteAddress: string | undefined) => ZoneName | undefined;

/** The pages of each zone, and those for whoever is in none. */
export class Looks {
  readonly #others: Views;
  readonly #zones: ReadonlyMap<ZoneName, Views>;
  readonly #zoneOf: ZoneOfAddress;

  constructor(
    others: Views,
    zones: ReadonlyMap<ZoneName, Views> = new Map(),
    zoneOf: ZoneOfAddress = () => undefined,
  ) {
    this.#others = others;
    this.#zones = zones;
    this.#zoneOf = zoneOf;
  }

  ofZone(zone: ZoneName): Views {
    return this.#zones.get(zone) ?? this.#others;
  }

  /** For pages that are shown before, or because, it is not known who asks. */
  ofVisitor(remoteAddress: string | undefined): Views {
    const zone = this.#zoneOf(remoteAddress);
    return zone === undefined ? this.#others : this.ofZone(zone);
  }

  /** For pages in the name of a foreign site: a picture would be asked of that site, and so of us again. */
  withoutLogos(): Looks {
    const zones = new Map([...this.#zones].map(([zone, views]) => [zone, views.withoutLogo()]));
    return new Looks(this.#others.withoutLogo(), zones, this.#zoneOf);
  }

  all(): readonly Views[] {
    return [this.#others, ...this.#zones.values()];
  }
}
