import { z } from 'zod';
import { parseIpAddress } from '../client/ip-address.js';
import { parseMacAddress } from '../client/mac-address.js';
import { parseZoneName } from '../client/zone-name.js';
import { gardenEntryForm, parseGardenEntry } from '../garden/garden-entry.js';
import { languageTags } from '../look/language-tag.js';
import { parsePlanName, planNameForm } from '../plan/plan.js';
import { colours } from './colours-schema.js';
import { byName, duration, parsed, path, section, text, textByLanguage } from './fields.js';
import { gardenFaults } from './garden-faults.js';
import { limitsOnlyAFirewallSees, plan } from './plan-schema.js';
import { endpointForm, parseEndpoint } from './units.js';
import { webhooks } from './webhook-schema.js';

const endpoint = parsed(parseEndpoint, endpointForm);
const httpUrl = parsed(parseHttpUrl, 'an http or https URL without user, query and fragment');
const portalUrl = parsed(
  parsePortalUrl,
  'an http or https URL of nothing but a host and perhaps a port, such as https://login.example.net/',
);
const interfaceName = parsed(
  (name) => (/^[A-Za-z0-9][A-Za-z0-9_.@-]{0,14}$/.test(name) ? name : undefined),
  'the name of a network interface, 1 to 15 letters, digits and ._@-',
);
const answer = z.union([z.literal(511), z.literal(302)], '511 or 302');

const zone = (methods: readonly string[]) =>
  section({
    name: text(60).exactOptional(),
    language: z.enum(languageTags, languageTags.join(', ')).exactOptional(),
    colours: colours.exactOptional(),
    logo: path.exactOptional(),
    views: path.exactOptional(),
    interface: interfaceName,
    login: z
      .array(z.enum(methods, methods.join(' or ')), 'a list of login methods')
      .min(1, 'at least one login method')
      .refine((names) => new Set(names).size === names.length, 'each login method once'),
    plan: parsed(parsePlanName, planNameForm).exactOptional(),
    session: section({
      duration: duration.exactOptional(),
      idle: duration.exactOptional(),
    }).exactOptional(),
    garden: z
      .array(parsed(parseGardenEntry, gardenEntryForm), 'a list of names, networks and addresses')
      .default([]),
    masquerade: z.boolean('true or false').default(true),
    'bind-addresses': z.boolean('true or false').default(false),
    terms: textByLanguage(20_000).exactOptional(),
    help: textByLanguage(2_000).exactOptional(),
    footer: textByLanguage(500).exactOptional(),
    roam: z.array(parsed(parseZoneName, 'the name of a zone'), 'a list of zones').default([]),
    leases: path.exactOptional(),
    neighbours: byName(
      parseIpAddress,
      'an IP address',
      parsed(parseMacAddress, 'a MAC address'),
      'MAC addresses by IP address',
    ).default({}),
  });

/**
 * The configuration file but for the settings of its login methods, of which these are the names. Every message says what
 * is allowed; `load.ts` adds the path and what was found.
 */
export const schemaFor = (methods: readonly string[], secretPath: z.ZodType<string>) =>
  section({
    state: path,
    portal: section({
      url: portalUrl,
      listen: endpoint,
      tls: section({ certificate: path, key: path }).exactOptional(),
      name: text(60).default('Wi-Fi'),
      'venue-info-url': httpUrl.exactOptional(),
    }),
    interceptor: section({
      listen: endpoint,
      apple: answer.default(511),
      windows: answer.default(511),
      probes: z
        .array(
          section({
            host: text(253).toLowerCase(),
            path: text(500).startsWith('/', 'a path that begins with /'),
            answer,
          }),
          'a list of probes',
        )
        .default([]),
    }),
    admin: section({
      listen: endpoint.prefault('127.0.0.1:8512'),
      url: portalUrl.exactOptional(),
      tls: section({ certificate: path, key: path }).exactOptional(),
      'zone-addresses': z.boolean('true or false').default(false),
    }).prefault({}),
    audit: section({
      keep: duration.refine((seconds) => seconds >= 86_400, 'a duration of a day or more, such as 30d'),
    }).prefault({ keep: '30d' }),
    firewall: z.enum(['nftables', 'none'], 'nftables or none').default('nftables'),
    webhooks: webhooks(secretPath),
    plans: byName(parsePlanName, planNameForm, plan, 'a section for each plan').default({}),
    'garden-names': z.enum(['dnsmasq', 'resolver'], 'dnsmasq or resolver').default('resolver'),
    zones: byName(
      parseZoneName,
      'a zone name of 1 to 15 small letters, digits and -',
      zone(methods),
      'a section for each zone',
    ).refine((zones) => Object.keys(zones).length > 0, 'at least one zone'),
  }).superRefine(faultsBetween, { when: () => true });

export type ConfigFile = z.output<ReturnType<typeof schemaFor>>;

/** What `faultsBetween` looks at; where it is faulty itself it may be anything. */
interface Unsure {
  readonly portal?: {
    readonly url?: unknown;
    readonly tls?: unknown;
    readonly listen?: { readonly port?: unknown };
  };
  readonly interceptor?: { readonly listen?: { readonly port?: unknown } };
  readonly admin?: {
    readonly listen?: { readonly host?: unknown; readonly port?: unknown };
    readonly url?: unknown;
    readonly tls?: unknown;
    readonly 'zone-addresses'?: unknown;
  };
  readonly firewall?: unknown;
  readonly 'garden-names'?: unknown;
  readonly plans?: Readonly<Record<string, unknown>> | null;
  readonly zones?: Readonly<Record<string, UnsureZone>> | null;
}

interface UnsureZone {
  readonly interface?: unknown;
  readonly plan?: unknown;
  readonly garden?: unknown;
  readonly session?: { readonly idle?: unknown };
  readonly roam?: unknown;
}

/** Parts that do not fit together; told beside the faults of single parts, since all are told at once. */
function faultsBetween(
  { portal, interceptor, admin, firewall, plans, zones, 'garden-names': source }: Unsure,
  context: z.core.$RefinementCtx,
): void {
  const fault = (at: PropertyKey[], message: string) =>
    context.addIssue({ code: 'custom', path: at, message });
  const scheme = typeof portal?.url === 'string' ? new URL(portal.url).protocol : undefined;
  if (scheme === 'https:' && !portal?.tls)
    fault(['portal', 'tls'], 'a certificate and a key, since portal.url is https');
  if (scheme === 'http:' && portal?.tls) fault(['portal', 'url'], 'an https URL, since portal.tls is given');
  if ((admin?.listen?.host === '::' || admin?.listen?.host === '0.0.0.0') && !admin['zone-addresses'])
    fault(
      ['admin', 'listen'],
      'an address that no zone has; every address only with admin.zone-addresses: true',
    );
  if (typeof admin?.url === 'string' && admin.url.startsWith('https:') !== (admin.tls !== undefined))
    fault(
      ['admin', 'url'],
      admin.tls ? 'an https URL, since admin.tls is given' : 'an http URL, without admin.tls',
    );
  const ports = [portal, interceptor, admin]
    .map((server) => server?.listen?.port)
    .filter((port) => port !== undefined);
  if (new Set(ports).size < ports.length)
    fault(['interceptor', 'listen'], 'a port of its own for each of portal, interceptor and admin');
  const owners = new Map<unknown, string>();
  for (const [name, zone] of Object.entries(zones ?? {})) {
    const owner = owners.get(zone?.interface);
    if (owner !== undefined) fault(['zones', name, 'interface'], `an interface that is not zone ${owner}'s`);
    if (typeof zone?.interface === 'string') owners.set(zone.interface, name);
    for (const [index, other] of (Array.isArray(zone?.roam) ? zone.roam : []).entries())
      if (other === name || !Object.hasOwn(zones ?? {}, other))
        fault(['zones', name, 'roam', index], 'the name of another zone that there is');
    if (typeof zone?.session?.idle === 'number' && firewall === 'none')
      fault(['zones', name, 'session', 'idle'], 'nothing, since without a firewall nobody sees who is idle');
    for (const { at, message } of gardenFaults(zone?.garden, source))
      fault(['zones', name, 'garden', at], message);
    if (zone?.plan === undefined) continue;
    if (zone.session !== undefined)
      fault(['zones', name, 'session'], 'nothing, since the zone names a plan, which says all of this');
    if (typeof zone.plan === 'string' && !Object.hasOwn(plans ?? {}, zone.plan))
      fault(
        ['zones', name, 'plan'],
        `a plan that there is: ${Object.keys(plans ?? {}).join(', ') || 'none'}`,
      );
  }
  if (firewall === 'none')
    for (const [name, each] of Object.entries(plans ?? {}))
      for (const at of limitsOnlyAFirewallSees(each))
        fault(['plans', name, ...at], 'nothing, since without a firewall nobody counts or slows what passes');
}

function parseHttpUrl(text: string): string | undefined {
  if (!URL.canParse(text) || text.length > 200) return undefined;
  const { protocol, username, search, hash, href } = new URL(text);
  return /^https?:$/.test(protocol) && username === '' && search === '' && hash === '' ? href : undefined;
}

function parsePortalUrl(text: string): string | undefined {
  const href = parseHttpUrl(text);
  return href !== undefined && new URL(href).pathname === '/' ? href : undefined;
}
