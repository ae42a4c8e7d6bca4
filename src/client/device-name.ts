import type { MacAddress } from './mac-address.js';

declare const brand: unique symbol;

/** What a device calls itself, made harmless: letters, digits, space and `._-` of ASCII; made by `parseDeviceName` only. */
export type DeviceName = string & { readonly [brand]: 'DeviceName' };

/** As long as a label of the DNS may be. */
const longest = 63;

/** What is left of a name when everything odd is taken out; undefined when that is nothing. */
export function parseDeviceName(text: string): DeviceName | undefined {
  const plain = text
    .slice(0, 4 * longest)
    .replace(/[^A-Za-z0-9 ._-]/g, '')
    .trim()
    .slice(0, longest);
  return /[A-Za-z0-9]/.test(plain) ? (plain as DeviceName) : undefined;
}

/** What devices call themselves. */
export interface DeviceNames {
  nameOf(mac: MacAddress): Promise<DeviceName | undefined>;
  /** All that are known now. */
  all(): Promise<ReadonlyMap<MacAddress, DeviceName>>;
}
