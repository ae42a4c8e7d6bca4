import { writeFile } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { join } from 'node:path';
import type { ExecutionContext } from 'ava';
import { Enforcer } from '../../src/access/enforcer.js';
import type { Gate } from '../../src/access/gate.js';
import { Guesses } from '../../src/access/guesses.js';
import { MoveCodes } from '../../src/access/move-codes.js';
import { UsageReader } from '../../src/access/usage.js';
import { adminApi } from '../../src/admin/admin.js';
import { type Doors, openDoors } from '../../src/admin/auth/doors.js';
import type { MadeVouchers } from '../../src/admin/options.js';
import { adminSite } from '../../src/admin/site.js';
import { identifyBy, zoneOfAddressBy } from '../../src/client/identify.js';
import type { Journal } from '../../src/events/journal.js';
import { type WebhookSettings, Webhooks } from '../../src/events/webhooks.js';
import type { Firewall } from '../../src/firewall/firewall.js';
import { MemoryFirewall } from '../../src/firewall/memory-firewall.js';
import { Happenings } from '../../src/happenings/happenings.js';
import { Listener, type ListenerOptions } from '../../src/http/listener.js';
import { Looks } from '../../src/http/looks.js';
import { Views } from '../../src/http/views.js';
import { interceptor } from '../../src/interceptor/interceptor.js';
import type { ProbeSwitches } from '../../src/interceptor/probes.js';
import { clickThrough } from '../../src/login/click-through/click-through.js';
import type { MethodKind, Way } from '../../src/login/method.js';
import { PasswordHashes } from '../../src/login/password/password-hashes.js';
import type { Look } from '../../src/look/look.js';
import type { Plan, PlanName } from '../../src/plan/plan.js';
import { FormTokens } from '../../src/portal/form-token.js';
import type { PortalZone } from '../../src/portal/options.js';
import { portal } from '../../src/portal/portal.js';
import { previewsOf } from '../../src/previews.js';
import { openRecords } from '../../src/record-keeping.js';
import type { AccountKey } from '../../src/store/account.js';
import { openMemoryStore } from '../../src/store/memory-store.js';
import type { Store } from '../../src/store/store.js';
import { Cleanup } from '../../src/system/cleanup.js';
import { systemRandom } from '../../src/system/random.js';
import { Serial } from '../../src/system/serial.js';
import { guest, staff } from '../clients.js';
import { type HandClock, handClock } from '../hand-clock.js';
import { temporaryDirectory } from '../temporary-directory.js';
import { neighbours } from './devices.js';
import { type LogBook, logBook } from './log-book.js';

export interface HotspotOptions {
  readonly clock?: HandClock;
  readonly store?: Store;
  readonly firewall?: Firewall;
  /** What the form tokens are made with; the same one after a restart. */
  readonly secret?: Buffer;
  /** Instead of some that cost next to nothing. */
  readonly hashes?: PasswordHashes;
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
  /** The ways in, with no settings. */
  readonly methods?: readonly MethodKind[];
  /** What methods may keep files in. */
  readonly state?: string;
  readonly deviceNames?: PortalZone['deviceNames'];
  readonly venueInfoUrl?: string;
  readonly webhooks?: Readonly<Record<string, WebhookSettings>>;
}

export interface Hotspot {
  readonly clock: HandClock;
  readonly log: LogBook;
  readonly gate: Gate;
  readonly portalUrl: string;
  /** The ports on 127.0.0.1. */
  readonly interceptor: number;
  readonly portal: number;
  /** The operators' API as on the Unix socket, and their site. */
  readonly admin: number;
  readonly site: number;
  readonly doors: Doors;
  readonly journal: Journal;
}

const nowhere = '/nonexistent';
export const eightHours = 8 * 3600;

/** The daemon's servers on free ports of loopback, with everything behind them in memory. */
export async function openHotspot(t: ExecutionContext, options: HotspotOptions = {}): Promise<Hotspot> {
  const log = logBook();
  const { clock = handClock(), store = openMemoryStore() } = options;
  const {
    firewall = new MemoryFirewall(clock),
    methods = [clickThrough],
    terms,
    deviceNames,
    venueInfoUrl,
    hashes = new PasswordHashes({ random: systemRandom, cost: { logN: 1, r: 1, p: 1 } }),
    name = 'Café Test',
  } = options;
  const [front, own, admin, site] = await Promise.all([
    ...[listen(t, log), listen(t, log)],
    ...[listen(t, log), listen(t, log)],
  ] as const);

  const url = options.portalUrl ?? `http://127.0.0.1:${own.address.port}/`;
  const enforcer = new Enforcer(store, firewall, clock, () => undefined);
  const happenings = new Happenings(log);
  const { tell } = happenings;
  const usage = new UsageReader(firewall, clock, tell);
  const logins = new Serial<AccountKey>();
  const gate: Gate = {
    ...{ store, enforcer, usage, logins, tell, log },
    plans: new Map([guest, staff].map((zone) => [zone, options.plan ?? { durationSeconds: eightHours }])),
    ...{ zones: [guest, staff], clock, wallClock: clock },
  };
  const identify = identifyBy(neighbours);
  const shared = {
    log,
    random: systemRandom,
    looks: looksWith(options, log),
  };
  const zone: PortalZone = {
    ways: waysOf(methods, gate, hashes, url, options),
    ...(terms === undefined ? {} : { terms }),
    ...(deviceNames === undefined ? {} : { deviceNames }),
  };
  const portalZones = new Map([[guest, zone]]);
  const probes = { apple: 511, windows: 511, probes: [], ...options.probes } as const;
  const portalOptions = { name, url };
  front.exchangeHandler(
    interceptor({ ...shared, identify, gate, zones: gate.zones, portal: portalOptions, probes }),
  );
  own.exchangeHandler(
    portal({
      ...shared,
      identify: ({ remoteAddress }) => identify(remoteAddress),
      gate,
      url,
      tokens: new FormTokens(options.secret ?? systemRandom(32), clock),
      codes: new MoveCodes(clock, systemRandom),
      guesses: new Guesses(log, clock),
      zones: portalZones,
      ...(venueInfoUrl === undefined ? {} : { venueInfoUrl }),
    }).callback(),
  );
  const zones = gate.zones.map((each) => {
    return { name: each, title: name, interface: `br-${each}`, login: ['click-through'] };
  });
  const { plans = {} } = options;
  const doors = openDoors({ store, clock, wallClock: clock, random: systemRandom, hashes, tell, log });
  const state = options.state ?? (await temporaryDirectory(t));
  await writeFile(join(state, 'secret'), systemRandom(32).toString('base64url'));
  const cleanup = new Cleanup();
  t.teardown(() => cleanup.run());
  const records = await openRecords(
    { state, source: url },
    happenings,
    { clock, wallClock: clock, log },
    cleanup,
  );
  const audit = { trail: records.trail, keptSince: () => 0 };
  const post = async () => 204;
  const events = {
    ...records,
    webhooks: new Webhooks(options.webhooks ?? {}, { ...records, post, tell, wallClock: clock, log }),
  };
  events.webhooks.start();
  t.teardown(() => events.webhooks.stop());
  const operators = {
    ...{ gate, neighbours, zones, plans, portalUrl: url, firewall: 'none', startedAt: clock() },
    ...{ offered: new Set(methods.map(({ name }) => name)), state },
    ...{
      configurationText: 'zones: {}',
      rulesetText: () => 'table inet gate511 {}',
      dhcpLines: '# none',
      edits: new Serial<'lists' | 'backup'>(),
    },
    ...{ doors, siteUrl: `http://127.0.0.1:${site.address.port}/`, notReady: async () => undefined },
    ...{ happenings, activity: records.activity },
    deviceNames: new Map(deviceNames === undefined ? [] : [[guest, deviceNames]]),
    ...{ audit, events, keptFiles: [join(state, 'secret'), join(state, 'voucher-secret')] },
    previews: previewsOf(shared.looks, portalZones),
    sheet: () => (made: MadeVouchers) => made.vouchers.map(({ code }) => code).join('\n'),
  };
  site.exchangeHandler(adminSite({ ...shared, ...operators }).callback());
  admin.exchangeHandler(adminApi({ ...shared, ...operators }).callback());
  return {
    ...{ clock, log, gate, portalUrl: url },
    ...{ interceptor: front.address.port, portal: own.address.port, admin: admin.address.port },
    ...{ site: site.address.port, doors, journal: records.journal },
  };
}

function waysOf(
  methods: readonly MethodKind[],
  gate: Gate,
  hashes: PasswordHashes,
  portalUrl: string,
  { plans = {}, state = nowhere }: HotspotOptions,
): Way[] {
  const { clock, log } = gate;
  const shared = { gate, plans, portalUrl, state, addressesOf: () => [] };
  const effects = { ...shared, hashes, clock, random: systemRandom, log };
  return methods.map((kind) => ({ method: kind.open(undefined, effects).method(guest), texts: kind.texts }));
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
