import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ExecutionContext } from 'ava';
import { MemoryFirewall } from '../../../src/firewall/memory-firewall.js';
import type { LookUp } from '../../../src/garden/dns-look-up.js';
import { clickThrough } from '../../../src/login/click-through/click-through.js';
import type { MethodEffects } from '../../../src/login/method.js';
import { oidc } from '../../../src/login/oidc/oidc.js';
import type { ProviderId, ProviderSettings } from '../../../src/login/oidc/settings.js';
import type { Plan, PlanName } from '../../../src/plan/plan.js';
import { type HandClock, handClock } from '../../hand-clock.js';
import { type Answer, ask, type Question } from '../../hotspot/ask.js';
import { type Hotspot, openHotspot } from '../../hotspot/hotspot.js';
import { post, tokenIn } from '../../portal/forms.js';
import { type Registered, realProvider } from './real-provider.js';

export interface OidcHotspot {
  readonly hotspot: Hotspot;
  readonly clock: HandClock;
  readonly firewall: MemoryFirewall;
  readonly issuer: string;
  /** Presses the provider's button on the login page. */
  begin(question?: Question, fields?: Readonly<Record<string, string>>): Promise<Answer>;
  /** Opens a URL of the portal's. */
  open(url: URL, question?: Question): Promise<Answer>;
  /** Where the provider sends visitors back to. */
  readonly backTo: string;
}

export interface Choices {
  readonly settings?: Partial<ProviderSettings>;
  readonly effects?: Partial<MethodEffects>;
  /** Who answers as the provider; a real one where nobody else does. */
  readonly provider?: (issuer: string, registered: Registered) => RequestListener;
}

export const addresses: LookUp = async () => ({ answers: [], failures: [] });

/** The portal with the provider `campus` beside click-through. */
export async function oidcHotspot(t: ExecutionContext, choices: Choices = {}): Promise<OidcHotspot> {
  const {
    settings,
    effects,
    provider = (issuer: string, registered: Registered) => realProvider(issuer, registered).callback(),
  } = choices;
  const clock = handClock(Date.now()); // the provider's is the machine's
  const firewall = new MemoryFirewall(clock);
  const server = await serverOnLoopback(t);
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const campus: ProviderSettings = {
    ...{ issuer, 'client-id': 'gate511', 'client-secret': 'secret&word', name: 'Campus' },
    ...{ scopes: ['email'], hosts: [], plans: [] },
    ...settings,
  };
  const methods = [
    clickThrough,
    {
      ...oidc,
      open: (_: unknown, given: MethodEffects) =>
        oidc.open(
          { providers: { ['campus' as ProviderId]: campus } },
          {
            ...given,
            reach: { letReach: (passes) => firewall.letReach(passes), lookUp: addresses },
            plans: { ['deans' as PlanName]: { durationSeconds: 60 } as Plan },
            ...effects,
          },
        ),
    },
  ];
  const hotspot = await openHotspot(t, { clock, firewall, methods });
  const backTo = `${hotspot.portalUrl}login/oidc/callback`;
  server.on('request', provider(issuer, { id: 'gate511', secret: 'secret&word', redirectUri: backTo }));
  return {
    ...{ hotspot, clock, firewall, issuer, backTo },
    begin: async (question = {}, fields = {}) => {
      const token = tokenIn(await ask(hotspot.portal, question));
      return post(hotspot, '/login', { token, method: 'oidc', provider: 'campus', ...fields }, question);
    },
    open: (url, question = {}) => ask(hotspot.portal, { ...question, path: `${url.pathname}${url.search}` }),
  };
}

/** Where a page sends the visitor. */
export function wayIn({ body, status }: Answer): string {
  const [, location] = /http-equiv="refresh" content="0; url=([^"]+)"/.exec(body) ?? [];
  if (location === undefined) throw new Error(`no way in the answer ${status}: ${body}`);
  return location.replaceAll('&amp;', '&');
}

async function serverOnLoopback(t: ExecutionContext): Promise<Server> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.teardown(() => {
    server.close();
    server.closeAllConnections();
  });
  return server;
}
