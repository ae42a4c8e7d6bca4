import type { Client } from '../client/client.js';
import { isPrivate } from '../client/mac-address.js';
import type { DeviceView } from '../http/views.js';
import { type PortalOptions, zoneOf } from './options.js';

/** What a page tells the visitor of the device in his hand. */
export async function deviceOf(options: PortalOptions, { mac, zone }: Client): Promise<DeviceView> {
  const name = await zoneOf(options, zone).deviceNames?.nameOf(mac);
  return { name: name ?? mac, isPrivate: isPrivate(mac) };
}
