import type { IpAddress } from './ip-address.js';
import type { MacAddress } from './mac-address.js';
import type { ZoneName } from './zone-name.js';

/** A device in a zone: what is authorised, allowed or denied. */
export interface Client {
  readonly mac: MacAddress;
  readonly zone: ZoneName;
}

/** A client's key in maps and in the store; neither part can contain the slash. */
export type ClientKey = `${ZoneName}/${MacAddress}`;

export const keyOf = ({ zone, mac }: Client): ClientKey => `${zone}/${mac}`;

/** The client that a key names. */
export function clientOf(key: ClientKey): Client {
  const [zone, mac] = key.split('/') as [ZoneName, MacAddress];
  return { zone, mac };
}

/** One line of the neighbour table. */
export interface Neighbour extends Client {
  readonly address: IpAddress;
}
