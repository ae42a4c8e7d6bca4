import { z } from 'zod';
import type { ZoneName } from '../../client/zone-name.js';
import { byName, parsed, section, text } from '../../config/fields.js';
import type { SettingsFields } from '../../config/method-section.js';
import { type HostName, parseHostName } from '../../garden/host-name.js';
import type { PlanName } from '../../plan/plan.js';
import { type HostPort, hostPortForm, parseHostPort } from './host-port.js';

declare const brand: unique symbol;

/** What a provider is called in the configuration, in forms and in the names of users; made by `parseProviderId` only. */
export type ProviderId = string & { readonly [brand]: 'ProviderId' };

const parseProviderId = (given: string): ProviderId | undefined =>
  /^[a-z0-9][a-z0-9-]{0,14}$/.test(given) ? (given as ProviderId) : undefined;

/** A claim that is this value, or a list that has it, is worth this plan. */
export interface PlanRule {
  readonly claim: string;
  readonly value: string | number | boolean;
  readonly plan: PlanName;
}

export interface ProviderSettings {
  readonly issuer: string;
  readonly 'client-id': string;
  readonly 'client-secret': string;
  /** As visitors know it. */
  readonly name: string;
  readonly scopes: readonly string[];
  /** Those that offer it; absent: all that offer this method. */
  readonly zones?: readonly ZoneName[];
  readonly hosts: readonly HostPort[];
  /** Of the visitors' mail; absent: any. */
  readonly domains?: readonly HostName[];
  readonly plans: readonly PlanRule[];
}

export interface OidcSettings {
  readonly providers: Readonly<Record<ProviderId, ProviderSettings>>;
}

const word = text(200);
const issuerForm = 'the https URL of the provider, without query and fragment; http on this machine only';

/** The section `oidc` of the configuration. */
export function oidcSettings({ plan, zone, sectionWithSecret }: SettingsFields): z.ZodType<OidcSettings> {
  const rule = section({
    claim: word,
    value: z.union([word, z.number(), z.boolean()], 'a text, a number, true or false'),
    plan,
  });
  const provider = sectionWithSecret(
    'client-secret',
    { most: 1_000 },
    {
      issuer: parsed(parseIssuer, issuerForm),
      'client-id': word,
      name: text(40),
      scopes: z.array(word.regex(/^[!#-[\]-~]+$/, 'a scope'), 'a list of scopes').default(['email']),
      zones: z.array(zone, 'a list of zones').min(1, 'at least one zone').exactOptional(),
      hosts: z
        .array(parsed(parseHostPort, hostPortForm), 'a list of names and addresses')
        .max(40, '40 at most')
        .default([]),
      domains: z
        .array(parsed(parseHostName, 'a domain of mail addresses'), 'a list of domains')
        .exactOptional(),
      plans: z.array(rule, 'a list of rules').default([]),
    },
  );
  return section({
    providers: byName(
      parseProviderId,
      'a provider’s name of 1 to 15 small letters, digits and -',
      provider,
      'a section for each provider',
    ).refine((providers) => Object.keys(providers).length > 0, 'at least one provider'),
  });
}

/** Without TLS anybody in between could be anybody: on this machine only, where nobody is. */
function parseIssuer(given: string): string | undefined {
  if (!URL.canParse(given) || given.length > 500) return undefined;
  const { protocol, hostname, username, search, hash } = new URL(given);
  const isHere = /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
  const isSafe = protocol === 'https:' || (protocol === 'http:' && isHere);
  return isSafe && username === '' && search === '' && hash === '' ? given : undefined;
}
