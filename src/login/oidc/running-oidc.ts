import type { Client } from '../../client/client.js';
import type { ZoneName } from '../../client/zone-name.js';
import { exit, OperatorError, PortalError } from '../../errors.js';
import { parseOriginalUrl } from '../../http/original-url.js';
import { durationText } from '../../languages/amounts.js';
import type { Language } from '../../languages/language.js';
import { fill } from '../../languages/languages.js';
import { present } from '../../system/present.js';
import { type Repetition, repeat } from '../../system/repeat.js';
import type {
  Answer,
  Attempt,
  LoginMethod,
  MethodEffects,
  Reject,
  RunningMethod,
  StepVisit,
} from '../method.js';
import { type HostPort, hostPortOf } from './host-port.js';
import { Passes } from './passes.js';
import { type PendingLogin, PendingLogins, pendingSeconds } from './pending-logins.js';
import { Provider } from './provider.js';
import type { OidcSettings, ProviderId, ProviderSettings } from './settings.js';
import { isApple, isSignInSheet } from './sheet.js';
import { identityIn, wantedClaims } from './statement.js';
import { type OidcTexts, texts } from './texts.js';

interface Offer {
  readonly id: ProviderId;
  readonly settings: ProviderSettings;
  readonly provider: Provider;
}

const lookPauseMs = 1_000;

/** The providers at work, for all zones; half-finished logins do not outlive it. */
export class RunningOidc implements RunningMethod {
  readonly #effects: MethodEffects;
  readonly #offers: readonly Offer[];
  readonly #pending: PendingLogins;
  /** Absent where there is no firewall. */
  readonly #passes: Passes | undefined;
  #looking: Repetition | undefined;

  constructor({ providers }: OidcSettings, effects: MethodEffects) {
    const { clock, random, log, portalUrl, reach } = effects;
    this.#effects = effects;
    this.#pending = new PendingLogins(clock, random);
    this.#passes = reach && new Passes({ ...reach, lastSeconds: pendingSeconds, clock, log });
    this.#offers = Object.entries(providers).map(([name, settings]) => {
      const id = name as ProviderId;
      const options = {
        ...{ id, issuer: settings.issuer, scopes: settings.scopes, wants: wantedClaims(settings) },
        clientId: settings['client-id'],
        clientSecret: settings['client-secret'],
        redirectUri: `${portalUrl}login/oidc/callback`,
      };
      return { id, settings, provider: new Provider(options) };
    });
  }

  /** Throws an OperatorError where the zone has no provider. */
  method(zone: ZoneName): LoginMethod {
    const offers = this.#offers.filter(({ settings }) => settings.zones?.includes(zone) ?? true);
    if (offers.length === 0)
      throw new OperatorError(`zones.${zone}.login: oidc.providers has none for it`, exit.configuration);
    const buttons = offers.map(({ id, settings }) => ({ id, name: settings.name }));
    return {
      name: 'oidc',
      canExtend: false,
      form: () => ({ providers: buttons }),
      login: (attempt) => this.#begin(offers, attempt),
      steps: { callback: (visit) => this.#comeBack(visit) },
    };
  }

  async start(): Promise<void> {
    const passes = this.#passes;
    if (passes) this.#looking = repeat('login hosts', lookPauseMs, () => passes.refresh(), this.#effects.log);
  }

  async stop(): Promise<void> {
    await this.#looking?.stop();
  }

  async #begin(offers: readonly Offer[], { client, language, userAgent, form }: Attempt): Promise<Answer> {
    const offer = offers.find(({ id }) => id === form.get('provider'));
    if (!offer) throw new PortalError('bad-request', { detail: 'the zone offers no such provider' });
    const wanted = parseOriginalUrl(form.get('url'))?.url;
    const beginning = this.#pending.begin(client, offer.id, wanted);
    if (beginning.kind === 'full') {
      const { retryAfterSeconds } = beginning;
      throw new PortalError('overloaded', { detail: 'too many logins are half finished', retryAfterSeconds });
    }
    if (beginning.kind === 'too-many') {
      const { retryAfterSeconds } = beginning;
      const duration = durationText(language, retryAfterSeconds);
      return { ...rejection(language, 'tooMany', { duration }), retryAfterSeconds };
    }
    const location = await this.#openWay(offer, client, beginning.login);
    const data = {
      provider: offer.settings.name,
      location: location.href,
      duration: durationText(language, pendingSeconds),
    };
    if (!isSignInSheet(userAgent)) return { kind: 'page', view: 'login/oidc-leave', data };
    const { host: site } = new URL(this.#effects.portalUrl);
    return { kind: 'page', view: 'login/oidc-browser', data: { ...data, site, isApple: isApple(userAgent) } };
  }

  /** Where the device goes to log in, which it reaches from now on. What fails without its doing does not count. */
  async #openWay({ provider, settings }: Offer, client: Client, login: PendingLogin): Promise<URL> {
    try {
      const location = await provider.authorizationUrl(login);
      const own = [location, new URL(settings.issuer)].flatMap((url): readonly HostPort[] => {
        const target = hostPortOf(url);
        return target ? [target] : [];
      });
      await this.#passes?.give(client, [...own, ...settings.hosts]);
      return location;
    } catch (error) {
      this.#pending.withdraw(login);
      throw error;
    }
  }

  async #comeBack({ client, language, query, standing }: StepVisit): Promise<Answer> {
    const login = this.#pending.take(query.get('state') ?? '', client);
    const offer = this.#offers.find(({ id }) => id === login?.provider);
    if (!login || !offer)
      return standing.state === 'captive'
        ? rejection(language, 'stale')
        : { kind: 'go', location: '/status' };
    const { id, settings, provider } = offer;
    const { wanted } = login;
    const refuse = (reason: keyof OidcTexts): Reject => ({
      ...rejection(language, reason, { provider: settings.name }),
      wanted,
    });
    const said = await provider.redeem(login, query);
    if (typeof said === 'string') return refuse(said);
    const identity = identityIn(id, settings, said);
    if (!identity) return refuse('foreignMail');
    this.#pending.succeeded(client);
    const plan = identity.plan && this.#effects.plans[identity.plan];
    return { kind: 'accept', user: identity.user, ...present({ plan }), wanted };
  }
}

const rejection = (
  { tag }: Language,
  reason: keyof OidcTexts,
  values: Readonly<Record<string, string>> = {},
): Reject => ({ kind: 'reject', reason: fill(texts[tag][reason], values) });
