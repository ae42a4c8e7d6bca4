import type { Client } from './client/client.js';
import type { ZoneName } from './client/zone-name.js';
import type { Config } from './config/config.js';
import { clickThrough } from './login/click-through/click-through.js';
import type { MethodEffects, MethodKind, RunningMethod, Way } from './login/method.js';
import { oidc } from './login/oidc/oidc.js';
import { password } from './login/password/password.js';
import { radius } from './login/radius/radius.js';
import { voucher } from './login/voucher/voucher.js';

/** Every way in that there is: a new one is a folder in `login/`, a template in `views/login/` and a line here. */
export const methods: readonly MethodKind[] = [clickThrough, voucher, password, radius, oidc];

/** The methods that the zones of a configuration offer, at work. */
export class Methods {
  readonly #open: ReadonlyMap<string, { readonly kind: MethodKind; readonly running: RunningMethod }>;
  /** Of each zone, those who want to know of each request. */
  readonly #greeters: ReadonlyMap<ZoneName, readonly RunningMethod[]>;

  constructor(kinds: readonly MethodKind[], config: Config, effects: MethodEffects) {
    const offered = new Set(config.zones.flatMap(({ login }) => login));
    this.#open = new Map(
      kinds
        .filter(({ name }) => offered.has(name))
        .map((kind) => [kind.name, { kind, running: kind.open(config.methods[kind.name], effects) }]),
    );
    const greetersOf = (names: readonly string[]) =>
      names.flatMap((name) => {
        const running = this.#open.get(name)?.running;
        return running?.greet ? [running] : [];
      });
    this.#greeters = new Map(config.zones.map(({ name, login }) => [name, greetersOf(login)]));
  }

  /** A device has turned up in a zone; undefined where that is nothing to any method. */
  greet(client: Client): Promise<void> | undefined {
    const greeters = this.#greeters.get(client.zone) ?? [];
    return greeters.length > 0 ? greetBy(greeters, client) : undefined;
  }

  /** A zone's ways in, by the methods' names. */
  waysOf(zone: ZoneName, names: readonly string[]): Way[] {
    return names.flatMap((name) => {
      const open = this.#open.get(name);
      return open ? [{ method: open.running.method(zone), texts: open.kind.texts }] : [];
    });
  }

  /** Begins what methods do by themselves. */
  async start(): Promise<void> {
    for (const { running } of this.#open.values()) await running.start?.();
  }

  async stop(): Promise<void> {
    for (const { running } of this.#open.values()) await running.stop?.();
  }
}

async function greetBy(greeters: readonly RunningMethod[], client: Client): Promise<void> {
  for (const greeter of greeters) await greeter.greet?.(client);
}
