import type { Gate } from './access/gate.js';
import type { MoveCodes } from './access/move-codes.js';
import { adminApi } from './admin/admin.js';
import { health } from './admin/health.js';
import type { Neighbour } from './client/client.js';
import { identifyBy, zoneOfAddressBy } from './client/identify.js';
import type { IpAddress } from './client/ip-address.js';
import { KernelNeighbours } from './client/kernel-neighbours.js';
import { LeaseFile } from './client/lease-file.js';
import type { Neighbours } from './client/neighbours.js';
import { RememberedNeighbours } from './client/remembered-neighbours.js';
import { StaticNeighbours } from './client/static-neighbours.js';
import type { Config } from './config/config.js';
import { interceptor } from './interceptor/interceptor.js';
import type { Handlers } from './listeners.js';
import { clickThrough } from './login/click-through.js';
import { looksFor } from './looks.js';
import { FormTokens } from './portal/form-token.js';
import type { PortalZone } from './portal/options.js';
import { portal } from './portal/portal.js';
import type { Clock } from './system/clock.js';
import type { Log } from './system/log.js';
import type { Netlink } from './system/netlink.js';
import type { RandomBytes } from './system/random.js';

/** What the servers need beside the configuration and the gate. */
export interface HandlerEffects {
  /** Absent where the firewall is `none`: there the configuration says whose an address is. */
  readonly kernel: { readonly questions: Netlink; readonly news: Netlink } | undefined;
  readonly formSecret: Buffer;
  readonly codes: MoveCodes;
  readonly startedAt: number;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly log: Log;
}

/** The servers of a configuration. Throws an OperatorError where a file that they show will not do. */
export function handlersFor(config: Config, effects: HandlerEffects, gate: Gate): Handlers {
  const { clock, log, random, formSecret, codes, startedAt } = effects;
  const neighbours = neighboursFor(config, effects.kernel);
  const { portal: own, firewall } = config;
  const identify = identifyBy(neighbours.asked);
  const looks = looksFor(config, zoneOfAddressBy(neighbours.asked), log);
  const shared = { identify, gate, log, random, looks };
  const intercept = {
    identify: identifyBy(neighbours.remembered),
    zones: gate.zones,
    portal: own,
    probes: config.interceptor,
  };
  const venue = own['venue-info-url'];
  const login = {
    tokens: new FormTokens(formSecret, clock),
    codes,
    zones: new Map(config.zones.map((zone) => [zone.name, portalZone(zone)])),
    url: own.url,
    ...(venue === undefined ? {} : { venueInfoUrl: venue }),
  };
  const zones = config.zones.map(({ name, interface: device }) => ({ name, interface: device }));
  return {
    interceptor: interceptor({ ...shared, ...intercept }).callback(),
    portal: portal({ ...shared, ...login }).callback(),
    admin: adminApi({
      gate,
      neighbours: neighbours.asked,
      zones,
      plans: config.plans,
      portalUrl: own.url,
      firewall,
      startedAt,
      log,
      random,
    }).callback(),
    health: health(log).callback(),
  };
}

interface ZoneNeighbours {
  /** For what opens the gate, and listings: the kernel is asked each time. */
  readonly asked: Neighbours;
  /** For the interceptor, which all captive clients ask all the time, and which opens nothing. */
  readonly remembered: Neighbours;
}

function neighboursFor(config: Config, kernel: HandlerEffects['kernel']): ZoneNeighbours {
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

function portalZone({ terms, leases }: Config['zones'][number]): PortalZone {
  return {
    login: clickThrough(),
    ...(terms === undefined ? {} : { terms }),
    ...(leases === undefined ? {} : { deviceNames: new LeaseFile(leases) }),
  };
}
