import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { stringify } from 'yaml';
import { parseConfig } from '../../../src/config/load.js';
import { oidc } from '../../../src/login/oidc/oidc.js';
import { sample } from '../../config/sample.js';
import { temporaryDirectory } from '../../temporary-directory.js';

const google = {
  issuer: 'https://accounts.google.com',
  'client-id': 'our-id',
  'client-secret': 'our secret',
  name: 'Google',
};
const zones = { guest: { interface: 'br-guest', login: ['oidc'] } };
const parse = (section: unknown) =>
  parseConfig(
    stringify({ ...sample, zones, plans: { staff: {} }, oidc: section }),
    '/etc/gate511/gate511.yaml',
    [oidc],
  );
const withProvider = (changes: object) => ({ providers: { google: { ...google, ...changes } } });

test('a provider needs little, and may have much', async (t) => {
  const secretFile = join(await temporaryDirectory(t), 'google.secret');
  await writeFile(secretFile, 'kept secret\n');
  t.deepEqual(parse(withProvider({})).methods.oidc, {
    providers: { google: { ...google, scopes: ['email'], hosts: [], plans: [] } },
  });
  const { 'client-secret': _, ...others } = google;
  const much = {
    ...others,
    scopes: ['email', 'profile'],
    zones: ['guest'],
    hosts: ['ssl.gstatic.com', '192.0.2.7:8443'],
    domains: ['Example.net'],
    plans: [{ claim: 'hd', value: 'example.net', plan: 'staff' }],
  };
  t.deepEqual(
    parse({ providers: { google: { ...much, 'client-secret-file': secretFile } } }).methods.oidc as unknown,
    {
      providers: {
        google: {
          ...much,
          'client-secret': 'kept secret',
          hosts: [
            { name: 'ssl.gstatic.com', port: 443 },
            { address: '192.0.2.7', port: 8443 },
          ],
          domains: ['example.net'],
        },
      },
    },
  );
});

test('a provider on this machine may do without TLS', (t) => {
  for (const issuer of ['http://127.0.0.1:3000', 'http://localhost:3000', 'http://[::1]:3000/realm'])
    t.notThrows(() => parse(withProvider({ issuer })));
});

for (const [section, fault] of [
  [{}, 'oidc.providers: found nothing, allowed: a section for each provider'],
  [{ providers: {} }, 'oidc.providers: found {}, allowed: at least one provider'],
  [
    { providers: { 'Go ogle': google } },
    'oidc.providers.Go ogle: found "Go ogle", allowed: a provider’s name of 1 to 15 small letters, digits and -',
  ],
  [
    withProvider({ issuer: 'http://accounts.google.com' }),
    /issuer: found "http:\/\/accounts\.google\.com", allowed: the https URL/,
  ],
  [withProvider({ issuer: 'http://127.0.0.1.evil.example' }), /issuer: found .*evil/],
  [withProvider({ issuer: 'https://idp.example/?realm=1' }), /issuer: found .*realm/],
  [
    withProvider({ 'client-secret': undefined }),
    'oidc.providers.google.client-secret: found nothing, allowed: either client-secret or client-secret-file',
  ],
  [
    withProvider({ 'client-secret-file': import.meta.filename }),
    /client-secret-file: found "[^"]*", allowed: either client-secret or client-secret-file/,
  ],
  [
    { providers: { google: { ...google, 'client-secret': undefined, 'client-secret-file': 'nowhere' } } },
    /oidc\.providers\.google\.client-secret-file: found "nowhere", allowed: a file that can be read: ENOENT/,
  ],
  [withProvider({ scopes: ['e mail'] }), 'oidc.providers.google.scopes.0: found "e mail", allowed: a scope'],
  [
    withProvider({ zones: ['staff'] }),
    'oidc.providers.google.zones.0: found "staff", allowed: a zone that there is: guest',
  ],
  [
    withProvider({ hosts: ['*.gstatic.com'] }),
    /hosts\.0: found "\*\.gstatic\.com", allowed: a name or an address, and perhaps a port/,
  ],
  [
    withProvider({ domains: ['example'] }),
    'oidc.providers.google.domains.0: found "example", allowed: a domain of mail addresses',
  ],
  [
    withProvider({ plans: [{ claim: 'hd', value: 'x', plan: 'gold' }] }),
    'oidc.providers.google.plans.0.plan: found "gold", allowed: a plan that there is: staff',
  ],
  [
    withProvider({ plans: [{ claim: 'hd', value: ['x'], plan: 'staff' }] }),
    /plans\.0\.value: found \["x"\], allowed: a text, a number, true or false/,
  ],
  [withProvider({ pkce: false }), 'oidc.providers.google.pkce: there is no such key'],
] as const)
  test(`an operator is told: ${fault}`, (t) => {
    const [, ...faults] = t.throws(() => parse(section)).message.split('\n');
    t.is(faults.length, 1, faults.join('\n'));
    if (typeof fault === 'string') t.is(faults[0]?.trim(), fault);
    else t.regex(faults[0] ?? '', fault);
  });
