import { generateKeyPairSync } from 'node:crypto';
import Provider, { type Configuration } from 'oidc-provider';

// It says at length, and for each provider anew, that it is not set up for production.
Object.assign(globalThis.console, { info: () => undefined, warn: () => undefined });

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });

export interface Registered {
  readonly id: string;
  readonly secret: string;
  readonly redirectUri: string;
}

/**
 * A real provider, with the login and consent pages that it has for development: whatever name is entered there is the
 * subject, any password will do. Who is called `unverified…` has a mail address that nobody has verified.
 */
export function realProvider(issuer: string, { id, secret, redirectUri }: Registered): Provider {
  const configuration: Configuration = {
    clients: [{ client_id: id, client_secret: secret, redirect_uris: [redirectUri] }],
    clientAuthMethods: ['client_secret_basic'],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], groups: ['groups'] },
    findAccount: (_, sub) => ({
      accountId: sub,
      claims: () => ({
        sub,
        email: `${sub}@staff.example`,
        email_verified: !sub.startsWith('unverified'),
        groups: [sub === 'dean' ? 'deans' : 'readers'],
      }),
    }),
    cookies: { keys: ['only for a test'] },
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256' }] },
    pkce: { required: () => true },
    features: { devInteractions: { enabled: true } },
  };
  return new Provider(issuer, configuration);
}
