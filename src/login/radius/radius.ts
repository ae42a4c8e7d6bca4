import { join } from 'node:path';
import type { LoginMethod, MethodEffects, MethodKind, RunningMethod } from '../method.js';
import { Accounting } from './accounting.js';
import { Authentication } from './authentication.js';
import { DirectionLimits } from './direction-limits.js';
import { DynamicListener } from './dynamic-listener.js';
import { MacAuthentication } from './mac-authentication.js';
import { radiusLogin } from './radius-login.js';
import { Servers } from './servers.js';
import { type RadiusSettings, radiusSettings } from './settings.js';
import { texts } from './texts.js';

/** Who has an account on a RADIUS server (RFC 2865) gets in with its name and password, or by his device. */
export const radius: MethodKind<RadiusSettings> = {
  name: 'radius',
  texts,
  samples: [{}],
  settings: radiusSettings,
  open: (settings, effects) => new Radius(settings, effects),
};

class Radius implements RunningMethod {
  readonly #method: LoginMethod;
  readonly #parts: readonly { start(): Promise<void> | void; stop(): Promise<void> }[];
  readonly greet: RunningMethod['greet'];

  constructor(settings: RadiusSettings, effects: MethodEffects) {
    const { nasIdentifier, passwordForm, interimSeconds, dynamicAuthorisation } = settings;
    const { gate, addressesOf, clock, random, log, state } = effects;
    const servers = new Servers(settings.servers, clock, log, gate.tell);
    const authentication = new Authentication(servers, nasIdentifier, effects);
    const path = join(state, 'radius-accounting.json');
    const shared = { gate, nasIdentifier, addressesOf };
    const mac = settings.macAuthentication
      ? new MacAuthentication(gate, authentication, passwordForm)
      : undefined;
    const accounting = settings.accounting
      ? new Accounting({ ...shared, servers, interimSeconds, path, clock, random, log })
      : undefined;
    const dynamic = dynamicAuthorisation && new DynamicListener({ ...shared, ...dynamicAuthorisation });
    this.#method = radiusLogin(authentication, passwordForm);
    this.#parts = [accounting, new DirectionLimits(gate), mac, dynamic].filter((each) => each !== undefined);
    this.greet = mac && ((client) => mac.greet(client));
  }

  method(): LoginMethod {
    return this.#method;
  }

  async start(): Promise<void> {
    for (const part of this.#parts) await part.start();
  }

  async stop(): Promise<void> {
    for (const part of this.#parts.toReversed()) await part.stop();
  }
}
