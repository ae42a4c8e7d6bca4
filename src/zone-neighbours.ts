import type { Neighbour } from './client/client.js';
import type { IpAddress } from './client/ip-address.js';
import { KernelNeighbours } from './client/kernel-neighbours.js';
import type { Neighbours } from './client/neighbours.js';
import { RememberedNeighbours } from './client/remembered-neighbours.js';
import { StaticNeighbours } from './client/static-neighbours.js';
import type { Config } from './config/config.js';
import type { Netlink } from './system/netlink.js';

/** Whose an address is, in the zones of a configuration. */
export interface ZoneNeighbours {
  /** For what opens the gate, and listings: the kernel is asked each time. */
  readonly asked: StaticNeighbours;
  /** For the interceptor, which all captive clients ask all the time, and which opens nothing. */
  readonly remembered: Neighbours;
}

/** What ties this process to the kernel; absent where the firewall is `none`: there the configuration says whose an address is. */
export type Kernel = { readonly questions: Netlink; readonly news: Netlink } | undefined;

export function neighboursFor(config: Config, kernel: Kernel): ZoneNeighbours {
  const known = config.zones.flatMap((zone) =>
    Object.entries(zone.neighbours).map(
      ([address, mac]): Neighbour => ({ address: address as IpAddress, mac, zone: zone.name }),
    ),
  );
  const others = kernel && new KernelNeighbours(kernel.questions, config.zones);
  return {
    asked: new StaticNeighbours(known, others),
    remembered: new StaticNeighbours(known, others && new RememberedNeighbours(others, kernel.news)),
  };
}
