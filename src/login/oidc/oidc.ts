import type { MethodKind } from '../method.js';
import { RunningOidc } from './running-oidc.js';
import { type OidcSettings, oidcSettings } from './settings.js';
import { texts } from './texts.js';

const location = 'https://idp.example/authorize?client_id=gate511';
const page = { provider: 'Example', location, duration: '10 minutes' };

/** Whoever a provider of OpenID Connect knows gets in. */
export const oidc: MethodKind<OidcSettings> = {
  name: 'oidc',
  settings: oidcSettings,
  texts,
  samples: [{ providers: [{ id: 'example', name: 'Example' }] }],
  pageSamples: {
    'login/oidc-leave': [page],
    'login/oidc-browser': [true, false].map((isApple) => ({ ...page, isApple, site: 'login.example.net' })),
  },
  open: (settings, effects) => new RunningOidc(settings, effects),
};
