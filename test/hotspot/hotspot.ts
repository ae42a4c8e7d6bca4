import type { RequestListener } from 'node:http';
import type { ExecutionContext } from 'ava';
import { Enforcer } from '../../src/access/enforcer.js';
import type { Gate } from '../../src/access/gate.js';
import { MoveCodes } from '../../src/access/move-codes.js';
import { UsageReader } from '../../src/access/usage.js';
import { adminApi } from '../../src/admin/admin.js';
import { identifyBy, zoneOfAddressBy } from '../../src/client/identify.js';
import type { Firewall } from '../../src/firewall/firewall.js';
import { MemoryFirewall } from '../../src/firewall/memory-firewall.js';
import { Listener, type ListenerOptions } from '../../src/http/listener.js';
import { Looks } from '../../src/http/looks.js';
import { Views } from '../../src/http/views.js';
import { interceptor } from '../../src/interceptor/interceptor.js';
import type { ProbeSwitches } from '../../src/interceptor/probes.js';
import { clickThrough } from '../../src/login/click-through.js';
import type { Look } from '../../src/look/look.js';
import type { Plan, PlanName } from '../../src/plan/plan.js';
import { FormTokens } from '../../src/portal/form-token.js';
import type { PortalZone } from '../../src/portal/options.js';
import { portal } from '../../src/portal/portal.js';
import type { AccountKey } from '../../src/store/account.js';
import { openMemoryStore } from '../../src/store/memory-store.js';
import type { Store } from '../../src/store/store.js';
import { systemRandom } from '../../src/system/random.js';
import { Serial } from '../../src/system/serial.js';
import { guest, staff } from '../clients.js';
import { type HandClock, handClock } from '../hand-clock.js';
import { neighbours } from './devices.js';
import { type LogBook, logBook } from './log-book.js';

export interface HotspotOptions {
  readonly clock?: HandClock;
  readonly store?: Store;
  readonly firewall?: Firewall;
  /** What the form tokens are made with; the same one after a restart. */
  readonly secret?: Buffer;
  /** Instead of the portal's real address. */
  readonly portalUrl?: string;
  readonly probes?: Partial<ProbeSwitches>;
  /** The network's name. */
  readonly name?: string;
  /** Of the zone guest, where it differs. */
  readonly look?: Look;
  /** Of both zones. */
  readonly plan?: Plan;
  readonly plans?: Readonly<Record<PlanName, Plan>>;
  readonly terms?: PortalZone['terms'];
  readonly login?: PortalZone['login'];
  readonly deviceNames?: PortalZone['deviceNames'];
  readonly venueInfoUrl?: string;
}

export interface Hotspot {
  readonly clock: HandClock;
  readonly log: LogBook;
  readonly gate: Gate;
  readonly portalUrl: string;
  /** The ports on 127.0.0.1. */
  readonly interceptor: number;
  readonly portal: number;
  readonly admin: number;
}

export const eightHours = 8 * 3600;

/** The daemon's servers on free ports of loopback, with everything behind them in memory. */
export async function openHotspot(t: ExecutionContext, options: HotspotOptions = {}): Promise<Hotspot> {
  const log = logBook();
  const { clock = handClock(), store = openMemoryStore() } = options;
  const {
    firewall = new MemoryFirewall(clock),
    login,
    terms,
    deviceNames,
    venueInfoUrl,
    name = 'Café Test',
  } = options;
  const [front, own, admin] = await Promise.all([listen(t, log), listen(t, log), listen(t, log)]);

  const url = options.portalUrl ?? `http://127.0.0.1:${own.address.port}/`;
  const enforcer = new Enforcer(store, firewall, clock, () => undefined);
  const usage = new UsageReader(firewall, clock);
  const logins = new Serial<AccountKey>();
  const gate: Gate = {
    ...{ store, enforcer, usage, logins, log },
    plans: new Map([guest, staff].map((zone) => [zone, options.plan ?? { durationSeconds: eightHours }])),
    ...{ zones: [guest, staff], clock, wallClock: clock },
  };
  const shared = {
    log,
    random: systemRandom,
    identify: identifyBy(neighbours),
    looks: looksWith(options, log),
  };
  const zone: PortalZone = {
    login: login ?? clickThrough(),
    ...(terms === undefined ? {} : { terms }),
    ...(deviceNames === undefined ? {} : { deviceNames }),
  };
  const probes = { apple: 511, windows: 511, probes: [], ...options.probes } as const;
  const portalOptions = { name, url };
  front.exchangeHandler(
    interceptor({ ...shared, gate, zones: gate.zones, portal: portalOptions, probes }).callback(),
  );
  own.exchangeHandler(
    portal({
      ...shared,
      gate,
      url,
      tokens: new FormTokens(options.secret ?? systemRandom(32), clock),
      codes: new MoveCodes(clock, systemRandom),
      zones: new Map([[guest, zone]]),
      ...(venueInfoUrl === undefined ? {} : { venueInfoUrl }),
    }).callback(),
  );
  const zones = gate.zones.map((name) => ({ name, interface: `br-${name}` }));
  const { plans = {} } = options;
  const operators = { gate, neighbours, zones, plans, portalUrl: url, firewall: 'none', startedAt: clock() };
  admin.exchangeHandler(adminApi({ ...shared, ...operators }).callback());
  return {
    ...{ clock, log, gate, portalUrl: url },
    ...{ interceptor: front.address.port, portal: own.address.port, admin: admin.address.port },
  };
}

/** The pages of the zone guest, and of nobody else. */
function looksWith({ name = 'Café Test', look }: HotspotOptions, log: LogBook): Looks {
  const others = new Views({ name }, log);
  if (!look) return new Looks(others);
  return new Looks(others, new Map([[guest, new Views(look, log)]]), zoneOfAddressBy(neighbours));
}

/** A listener on a free port of loopback, closed when the test ends. */
export async function listen(
  t: ExecutionContext,
  log: LogBook,
  handler: RequestListener = (_, response) => response.end(),
  more: Partial<ListenerOptions> = {},
): Promise<Listener> {
  const options = { name: 'test', log, random: systemRandom, ...more };
  const listener = new Listener(options, handler);
  await listener.listen({ host: '127.0.0.1', port: 0 });
  t.teardown(() => listener.close(0));
  return listener;
}
