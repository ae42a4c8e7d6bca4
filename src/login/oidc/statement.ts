import type { HostName } from '../../garden/host-name.js';
import type { PlanName } from '../../plan/plan.js';
import type { Claims } from './provider.js';
import type { PlanRule, ProviderId, ProviderSettings } from './settings.js';

/** Who somebody is, as far as a zone wants to know. */
interface Identity {
  readonly user: string;
  /** What the first rule that holds says; undefined where none does. */
  readonly plan: PlanName | undefined;
}

/** The claims that are looked at. */
export const wantedClaims = ({ domains, plans }: ProviderSettings): string[] => [
  ...(domains ? ['email', 'email_verified'] : []),
  ...plans.map(({ claim }) => claim),
];

/** Undefined where the mail's domain is not allowed. */
export function identityIn(
  id: ProviderId,
  { domains, plans }: Pick<ProviderSettings, 'domains' | 'plans'>,
  claims: Claims,
): Identity | undefined {
  if (domains && !isOfDomain(claims, domains)) return undefined;
  // The subject alone never changes hands (OpenID Connect Core §5.7); mail addresses do.
  return { user: `oidc:${id}:${claims.sub}`, plan: plans.find((rule) => holds(rule, claims))?.plan };
}

/** An address that the provider has not verified is what the visitor says of himself. */
function isOfDomain({ email, email_verified }: Claims, domains: readonly HostName[]): boolean {
  if (email_verified !== true || typeof email !== 'string') return false;
  const domain = email.slice(email.lastIndexOf('@') + 1).toLowerCase();
  return email.includes('@') && domains.some((each) => each === domain);
}

function holds({ claim, value }: PlanRule, claims: Claims): boolean {
  const found = Object.hasOwn(claims, claim) ? claims[claim] : undefined;
  return Array.isArray(found) ? found.includes(value) : found === value;
}
