import type { Namespace } from './namespace.js';

/** What passed, both families together. */
export interface Metered {
  readonly up: { readonly packets: number; readonly bytes: number };
  readonly down: { readonly packets: number; readonly bytes: number };
}

interface Listed {
  readonly counter?: { readonly name: string; readonly packets: number; readonly bytes: number };
}

const table = (upHook: string, up: string, downHook: string, down: string) => `
add table inet second_opinion
delete table inet second_opinion
table inet second_opinion {
	counter up { }
	counter down { }
	chain up { type filter hook ${upHook} priority 300; ${up} }
	chain down { type filter hook ${downHook} priority 300; ${down} }
}`;

/** A second opinion: counters of the kernel's that gate511 knows nothing of, in another table or on another machine. */
export class Meter {
  readonly #namespace: Namespace;

  private constructor(namespace: Namespace) {
    this.#namespace = namespace;
  }

  /** On a phone: what it sends to and receives from these networks. */
  static onPhone(phone: Namespace, network4: string, network6: string): Promise<Meter> {
    const both = (direction: string, name: string) =>
      `ip ${direction} ${network4} counter name ${name}; ip6 ${direction} ${network6} counter name ${name};`;
    return Meter.#place(phone, table('output', both('daddr', 'up'), 'input', both('saddr', 'down')));
  }

  /** On a gateway: what is forwarded from and to an interface, after every other rule. */
  static onGateway(gateway: Namespace, device: string): Promise<Meter> {
    const up = `iifname "${device}" counter name up;`;
    const down = `oifname "${device}" counter name down;`;
    return Meter.#place(gateway, table('forward', up, 'forward', down));
  }

  static async #place(namespace: Namespace, text: string): Promise<Meter> {
    const { code, stderr } = await namespace.run('nft', [text]);
    if (code !== 0) throw new Error(`no meter: ${stderr}`);
    return new Meter(namespace);
  }

  async read(): Promise<Metered> {
    const { stdout } = await this.#namespace.run('nft', [
      '-j',
      'list',
      'counters',
      'table',
      'inet',
      'second_opinion',
    ]);
    const { nftables } = JSON.parse(stdout) as { nftables: Listed[] };
    const counted = (name: string) => {
      const { packets = 0, bytes = 0 } =
        nftables.map(({ counter }) => counter).find((each) => each?.name === name) ?? {};
      return { packets, bytes };
    };
    return { up: counted('up'), down: counted('down') };
  }
}
