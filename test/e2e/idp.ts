// A real OpenID provider, as a program in the internet's namespace.
//   idp.js ISSUER REDIRECT-URI CERTIFICATE KEY
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { realProvider } from '../login/oidc/real-provider.js';
import { campus } from './identity-provider.js';

const [issuer = '', redirectUri = '', certificate = '', key = ''] = process.argv.slice(2);
const { id, secret } = campus;
const files = { cert: readFileSync(certificate), key: readFileSync(key) };

createServer(files, realProvider(issuer, { id, secret, redirectUri }).callback()).listen(
  Number(new URL(issuer).port),
  '::',
  () => process.stdout.write('ready\n'),
);
