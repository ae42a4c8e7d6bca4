import { randomBytes } from 'node:crypto';
import type { ExecutionContext } from 'ava';
import { authorise } from '../../../src/access/authorise.js';
import type { Client } from '../../../src/client/client.js';
import { languages } from '../../../src/languages/languages.js';
import type { Answer, MethodEffects, RunningMethod } from '../../../src/login/method.js';
import { PasswordHashes } from '../../../src/login/password/password-hashes.js';
import { radius } from '../../../src/login/radius/radius.js';
import type { Server } from '../../../src/login/radius/servers.js';
import type { RadiusSettings } from '../../../src/login/radius/settings.js';
import { gateParts } from '../../access/gate-parts.js';
import { address, phone } from '../../clients.js';
import { type HandClock, handClock } from '../../hand-clock.js';
import { temporaryDirectory } from '../../temporary-directory.js';
import { secret } from './free-radius.js';

export const server = (change: Partial<Server> = {}): Server => ({
  name: 'first',
  address: '127.0.0.1',
  port: 1812,
  accountingPort: 1813,
  secret,
  timeoutMs: 1_000,
  retries: 1,
  ...change,
});

export const settings = (change: Partial<RadiusSettings> = {}): RadiusSettings => ({
  servers: [server()],
  nasIdentifier: 'gate.test',
  passwordForm: 'pap',
  accounting: false,
  interimSeconds: undefined,
  dynamicAuthorisation: undefined,
  macAuthentication: false,
  ...change,
});

export interface RadiusParts extends ReturnType<typeof gateParts> {
  readonly service: RunningMethod;
  readonly effects: MethodEffects;
  readonly state: string;
  /** What the login page's form does. */
  logIn(user: string, password: string, client?: Client): Promise<Answer>;
}

/** The method at work, with a gate in memory. */
export async function radiusParts(
  t: ExecutionContext,
  given: RadiusSettings,
  state?: string,
  clock: HandClock = handClock(Date.now()),
  parts = gateParts(clock),
): Promise<RadiusParts> {
  const directory = state ?? (await temporaryDirectory(t));
  const effects: MethodEffects = {
    gate: parts.gate,
    plans: {},
    portalUrl: 'http://login.test/',
    state: directory,
    addressesOf: () => [address('192.0.2.10'), address('2001:db8::10')],
    hashes: new PasswordHashes({ random: randomBytes }),
    clock,
    random: (length) => randomBytes(length),
    log: parts.log,
  };
  const service = radius.open(given, effects);
  await service.start?.();
  t.teardown(() => service.stop?.());
  return {
    ...parts,
    ...{ service, effects, state: directory },
    logIn: async (user, password, client = phone) => {
      const form = new URLSearchParams({ user, password });
      const method = service.method(client.zone);
      const answer = await method.login({ client, language: languages[0], userAgent: '', form });
      const plan = parts.gate.plans.get(client.zone);
      if (answer.kind !== 'accept' || !plan) return answer;
      const { kind: _, ...accepted } = answer;
      await authorise(parts.gate, client, { plan, method: method.name, ...accepted });
      return answer;
    },
  };
}
