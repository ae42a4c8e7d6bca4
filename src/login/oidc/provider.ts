import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  type ClientAuth,
  ClientSecretBasic,
  ClientSecretPost,
  type Configuration,
  calculatePKCECodeChallenge,
  clockTolerance,
  discovery,
  enableNonRepudiationChecks,
  fetchUserInfo,
} from 'openid-client';
import type { PendingLogin } from './pending-logins.js';
import { type Denial, denialIn, providerFault } from './provider-fault.js';
import type { ProviderId } from './settings.js';

interface ProviderOptions {
  readonly id: ProviderId;
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly scopes: readonly string[];
  /** Claims that somebody will ask for: where the ID token lacks one, the provider is asked for it. */
  readonly wants: readonly string[];
  /** Where it sends visitors back to. */
  readonly redirectUri: string;
}

/** What a provider states of a visitor; of its values only the type of `sub` is known. */
export interface Claims extends Readonly<Record<string, unknown>> {
  readonly sub: string;
}

/** For each request of ours: a visitor is waiting. */
const timeLimitSeconds = 5;
/** How far the clocks of this machine and the provider's may differ. */
const toleranceSeconds = 60;

/** An OpenID provider; it is discovered when it is first needed, and again after whatever went wrong with it. */
export class Provider {
  readonly #options: ProviderOptions;
  #discovered: Promise<Configuration> | undefined;

  constructor(options: ProviderOptions) {
    this.#options = options;
  }

  /** Where the visitor must go to log in. Rejects where the provider could not be asked. */
  async authorizationUrl({ state, nonce, verifier }: PendingLogin): Promise<URL> {
    const { scopes, redirectUri } = this.#options;
    const challenge = await calculatePKCECodeChallenge(verifier);
    return this.#with(async (configuration) =>
      buildAuthorizationUrl(configuration, {
        redirect_uri: redirectUri,
        scope: [...new Set(['openid', ...scopes])].join(' '),
        state,
        nonce,
        code_challenge: challenge,
        code_challenge_method: 'S256',
      }),
    );
  }

  /** What the provider states of the visitor whom it sent back with this query. Rejects where it could not be asked. */
  async redeem({ state, nonce, verifier }: PendingLogin, query: URLSearchParams): Promise<Claims | Denial> {
    const url = new URL(`${this.#options.redirectUri}?${query}`);
    const checks = { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier };
    return this.#with(async (configuration) => {
      try {
        const tokens = await authorizationCodeGrant(configuration, url, checks);
        const claims = tokens.claims();
        if (!claims || !/^[ -~]{1,255}$/.test(claims.sub)) throw new Error('the ID token names nobody');
        return await this.#completed(configuration, claims, tokens.access_token);
      } catch (error) {
        const denial = denialIn(error);
        if (denial) return denial;
        throw error;
      }
    });
  }

  /** Claims that a scope asks for need not be in the ID token (OpenID Connect Core §5.4). */
  async #completed(configuration: Configuration, claims: Claims, accessToken: string): Promise<Claims> {
    const isComplete = this.#options.wants.every((name) => name in claims);
    if (isComplete || configuration.serverMetadata().userinfo_endpoint === undefined) return claims;
    return { ...(await fetchUserInfo(configuration, accessToken, claims.sub)), ...claims };
  }

  async #with<Value>(use: (configuration: Configuration) => Promise<Value>): Promise<Value> {
    this.#discovered ??= this.#discover();
    try {
      return await use(await this.#discovered);
    } catch (error) {
      this.#discovered = undefined;
      throw providerFault(this.#options.id, error);
    }
  }

  #discover(): Promise<Configuration> {
    const { issuer, clientId, clientSecret } = this.#options;
    const server = new URL(issuer);
    const isPlain = server.protocol === 'http:'; // only on this machine: see `settings.ts`
    return discovery(server, clientId, { [clockTolerance]: toleranceSeconds }, secretAuth(clientSecret), {
      timeout: timeLimitSeconds,
      execute: [enableNonRepudiationChecks, ...(isPlain ? [allowInsecureRequests] : [])],
    });
  }
}

/** In the request's body, which all providers read the same way, unless this one says that it wants the header only. */
function secretAuth(secret: string): ClientAuth {
  const [post, basic] = [ClientSecretPost(secret), ClientSecretBasic(secret)];
  return (server, ...request) => {
    const methods = server.token_endpoint_auth_methods_supported;
    const auth = methods?.includes('client_secret_post') ? post : basic;
    auth(server, ...request);
  };
}
