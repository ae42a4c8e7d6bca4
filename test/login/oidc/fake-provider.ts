import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import type { RequestListener, ServerResponse } from 'node:http';
import type { Registered } from './real-provider.js';

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
export const foreignKey = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;

/** A provider that answers whatever a test wants it to, where that is more than a real one would. */
export class FakeProvider {
  /** Claims of the ID token that differ from good ones. */
  claims: Readonly<Record<string, unknown>> = {};
  /** What the ID token is signed with. */
  key: KeyObject = privateKey;
  /** Of a path, instead of the usual answer. */
  readonly answers: Record<string, (response: ServerResponse) => void> = {};
  readonly asked: string[] = [];

  listener(issuer: string, { id }: Registered): RequestListener {
    const usual: Record<string, () => object> = {
      '/.well-known/openid-configuration': () => ({
        issuer,
        authorization_endpoint: `${issuer}/authorize`,
        token_endpoint: `${issuer}/token`,
        userinfo_endpoint: `${issuer}/userinfo`,
        jwks_uri: `${issuer}/jwks`,
        token_endpoint_auth_methods_supported: ['client_secret_post'],
      }),
      '/jwks': () => ({
        keys: [{ ...publicKey.export({ format: 'jwk' }), kid: '1', use: 'sig', alg: 'RS256' }],
      }),
      '/token': () => ({
        access_token: 'access',
        token_type: 'Bearer',
        id_token: this.#idToken({ iss: issuer, aud: id }),
      }),
      '/userinfo': () => ({ sub: 'anna', email: 'anna@staff.example', email_verified: true }),
    };
    return (request, response) => {
      const path = request.url ?? '';
      this.asked.push(path);
      const own = this.answers[path];
      if (own) own(response);
      else sendJson(response, usual[path]?.() ?? {});
    };
  }

  #idToken(given: Readonly<Record<string, unknown>>): string {
    const now = Math.floor(Date.now() / 1000);
    const claims = { ...given, sub: 'anna', iat: now, exp: now + 60, ...this.claims };
    const parts = [{ alg: 'RS256', kid: '1' }, claims];
    const signed = parts.map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
    return `${signed}.${sign('sha256', Buffer.from(signed), this.key).toString('base64url')}`;
  }
}

export function sendJson(response: ServerResponse, content: object, status = 200): void {
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(content));
}
