import type { Neighbour } from './client.js';
import type { IpAddress } from './ip-address.js';
import type { MacAddress } from './mac-address.js';
import type { ZoneName } from './zone-name.js';

/** Whose address it is. Not to know is an answer: the address may be of no zone, or of a zone but of no known device. */
export type Whereabouts =
  | { readonly kind: 'neighbour'; readonly zone: ZoneName; readonly mac: MacAddress }
  | { readonly kind: 'no-mac'; readonly zone: ZoneName }
  | { readonly kind: 'outside' };

/** The link-layer neighbours in the zones: address → MAC, as of now. */
export interface Neighbours {
  find(address: IpAddress): Whereabouts;
  /** Every neighbour with a known MAC, for listings. */
  all(): readonly Neighbour[];
}
