import type { MacAddress } from '../client/mac-address.js';
import type { ZoneName } from '../client/zone-name.js';
import type { PlanName, Rates } from '../plan/plan.js';

export const listKinds = ['allow', 'deny'] as const;
export type ListKind = (typeof listKinds)[number];

/** A line of the allow or deny list, made by an operator; without a zone it holds in all of them. */
export interface ListEntry {
  readonly mac: MacAddress;
  readonly zone?: ZoneName;
  readonly kind: ListKind;
  /** The plan whose rates hold for an allowed device; its other limits are of logins. */
  readonly plan?: PlanName;
  readonly limits?: Rates;
  readonly note: string;
  /** Who made it. */
  readonly by: string;
  /** When, and until when: epoch milliseconds. */
  readonly at: number;
  readonly endsAt?: number;
}

/** A device has one entry a zone and one for all zones; putting it again replaces it. */
export type ListKey = `${ZoneName | '*'}/${MacAddress}`;

/** Names an entry: the device, and the zone unless it is for all. */
export type ListEntryName = Pick<ListEntry, 'mac' | 'zone'>;

export const listKeyOf = ({ zone, mac }: ListEntryName): ListKey => `${zone ?? '*'}/${mac}`;

export function isEntryInForce(entry: ListEntry, now: number): boolean {
  return entry.endsAt === undefined || now < entry.endsAt;
}
