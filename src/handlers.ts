import type { RequestListener } from 'node:http';
import { countClients } from './access/clients.js';
import type { Gate } from './access/gate.js';
import type { Guesses } from './access/guesses.js';
import type { MoveCodes } from './access/move-codes.js';
import { adminApi } from './admin/admin.js';
import type { Doors } from './admin/auth/doors.js';
import { health } from './admin/health.js';
import { readiness } from './admin/readiness.js';
import { adminSite } from './admin/site.js';
import { identifyBy, identifyPeerBy, zoneOfAddressBy } from './client/identify.js';
import { LeaseFile } from './client/lease-file.js';
import type { ZoneName } from './client/zone-name.js';
import { adminUrl } from './config/admin-address.js';
import type { Config, ZoneConfig } from './config/config.js';
import { dhcpLines } from './config/dhcp-lines.js';
import { keptFilesIn, storeFileIn } from './config/state.js';
import type { Webhooks } from './events/webhooks.js';
import type { Firewall } from './firewall/firewall.js';
import { ruleset } from './firewall/ruleset.js';
import type { Tell } from './happenings/happenings.js';
import { interceptor } from './interceptor/interceptor.js';
import type { Handlers } from './listeners.js';
import type { Paper } from './login/voucher/sheet.js';
import { looksFor } from './looks.js';
import type { Methods } from './methods.js';
import { FormTokens } from './portal/form-token.js';
import type { PortalZone } from './portal/options.js';
import { portal } from './portal/portal.js';
import { previewsOf } from './previews.js';
import { keptSince, type Records } from './record-keeping.js';
import { rulesetOptions } from './ruleset-options.js';
import { tryWriting } from './store/trial-write.js';
import type { Clock } from './system/clock.js';
import { lasting } from './system/lasting.js';
import type { Log } from './system/log.js';
import { present } from './system/present.js';
import type { RandomBytes } from './system/random.js';
import { Serial } from './system/serial.js';
import { sheetOf } from './voucher-sheets.js';
import type { ZoneNeighbours } from './zone-neighbours.js';

/** What the servers need beside the configuration and the gate. */
export interface HandlerEffects {
  readonly formSecret: Buffer;
  readonly codes: MoveCodes;
  readonly doors: Doors;
  readonly guesses: Guesses;
  readonly startedAt: number;
  readonly clock: Clock;
  readonly wallClock: Clock;
  readonly random: RandomBytes;
  readonly tell: Tell;
  readonly records: Records;
  readonly log: Log;
}

/** What a gateway is made of. */
interface Parts {
  readonly gate: Gate;
  readonly firewall: Firewall;
  readonly methods: Methods;
  readonly neighbours: ZoneNeighbours;
  readonly webhooks: Webhooks;
}

/** The servers of a configuration. Throws an OperatorError where a file that they show will not do. */
export function handlersFor(config: Config, effects: HandlerEffects, parts: Parts): Handlers {
  const { clock, log, random, formSecret, codes, guesses, startedAt, records } = effects;
  const { gate, methods, neighbours, webhooks } = parts;
  const { portal: own, firewall } = config;
  const identify = identifyBy(neighbours.asked);
  const looks = looksFor(config, zoneOfAddressBy(neighbours.asked), log);
  const shared = { gate, log, random, looks };
  const intercept = {
    identify: identifyBy(neighbours.remembered),
    zones: gate.zones,
    portal: own,
    probes: config.interceptor,
  };
  const venue = own['venue-info-url'];
  const deviceNames = deviceNamesIn(config);
  const login = {
    identify: identifyPeerBy(
      identify,
      (mac, address, port) =>
        neighbours.asked.isGiven(address) || parts.firewall.isPortalPeer(mac, address, port),
    ),
    tokens: new FormTokens(formSecret, clock),
    codes,
    guesses,
    zones: new Map(config.zones.map((zone) => [zone.name, portalZone(zone, methods, deviceNames)])),
    url: own.url,
    ...present({ venueInfoUrl: venue }),
  };
  const notReady = readiness(parts.firewall, () => tryWriting(storeFileIn(config.state)));
  const operators = {
    gate,
    neighbours: neighbours.asked,
    zones: config.zones,
    deviceNames,
    plans: config.plans,
    offered: new Set(config.zones.flatMap(({ login }) => login)),
    state: config.state,
    portalUrl: own.url,
    firewall,
    configurationText: config.text,
    rulesetText: () => ruleset(rulesetOptions(config)),
    dhcpLines: dhcpLines(config),
    looks,
    previews: previewsOf(looks, login.zones),
    siteUrl: adminUrl(config),
    doors: effects.doors,
    edits: new Serial<'lists' | 'backup'>(),
    sheet: (plan: string, paper: Paper) => sheetOf(config, plan, paper),
    notReady: lasting(notReady, healthLastsMs, clock),
    keptFiles: keptFilesIn(config.state),
    happenings: records.happenings,
    activity: records.activity,
    events: { journal: records.journal, webhooks },
    audit: { trail: records.trail, keptSince: () => keptSince(config, effects.wallClock) },
    startedAt,
    log,
    random,
  };
  return {
    interceptor: interceptor({ ...shared, ...intercept }),
    portal: portal({ ...shared, ...login }).callback(),
    admin: adminApi(operators).callback(),
    site: openFirst(
      health({
        notReady,
        metrics: async () => records.metrics.text(await countClients(gate, neighbours.asked)),
        log,
      }).callback(),
      adminSite(operators).callback(),
    ),
  };
}

/** To find out takes a child process and a write of the size of the store: a page that is looked at all the time must not. */
const healthLastsMs = 15_000;

const open = ['/healthz', '/readyz', '/metrics'];

/** What programs ask without a login, in front of everything else. */
function openFirst(health: RequestListener, others: RequestListener): RequestListener {
  return (request, response) =>
    (open.includes(request.url?.split('?', 1)[0] ?? '') ? health : others)(request, response);
}

const deviceNamesIn = ({ zones }: Config) =>
  new Map(zones.flatMap(({ name, leases }) => (leases === undefined ? [] : [[name, new LeaseFile(leases)]])));

function portalZone(
  { name, login, terms }: ZoneConfig,
  methods: Methods,
  names: ReadonlyMap<ZoneName, LeaseFile>,
): PortalZone {
  const deviceNames = names.get(name);
  return {
    ways: methods.waysOf(name, login),
    ...present({ terms, deviceNames }),
  };
}
