import { run } from '../src/system/run.js';
import { Program } from '../test/e2e/program.js';

/** A client's only link, and the server's. */
export const device = 'eth0';
/** The gateway's interfaces: of the zone, and to the server. */
export const inside = 'br-guest';
export const outside = 'wan';
export const gatewayAddress = '10.99.0.1';
export const server = '192.0.2.80';
/** Where the flood goes (discard, RFC 863). */
export const floodPort = 9;

/** The clients' MAC and IP addresses. The first one is real; of the others there are only packets. */
export const macOf = (client: number) =>
  `02:00:${[24, 16, 8, 0].map((bits) => ((client >> bits) & 255).toString(16).padStart(2, '0')).join(':')}`;
export const addressOf = (client: number) => {
  const place = 256 + (client % 60_000);
  return `10.99.${place >> 8}.${place & 255}`;
};

export interface Flow {
  readonly megabits: number;
  readonly retransmits: number;
}

/** A client, a gateway and a server in network namespaces of their own, so that many can stand side by side. */
export class Line {
  readonly client: string;
  readonly gateway: string;
  readonly server: string;

  static async build(name: string): Promise<Line> {
    const line = new Line(`g511-bench-${process.pid}-${name}`);
    for (const namespace of line.#namespaces) await run('ip', ['netns', 'add', namespace]);
    await line.#ip(line.gateway, [
      'link set lo up',
      `link add ${inside} type veth peer name ${device} netns ${line.client} address ${macOf(0)}`,
      `link add ${outside} type veth peer name ${device} netns ${line.server}`,
      `address add ${gatewayAddress}/16 dev ${inside}`,
      `address add 192.0.2.1/24 dev ${outside}`,
      `link set ${inside} up`,
      `link set ${outside} up`,
    ]);
    await line.#ip(line.client, [
      `address add ${addressOf(0)}/16 dev ${device}`,
      `link set ${device} up`,
      `route add default via ${gatewayAddress}`,
    ]);
    await line.#ip(line.server, [
      `address add ${server}/24 dev ${device}`,
      `link set ${device} up`,
      'route add default via 192.0.2.1',
    ]);
    await line.in(line.gateway, 'sysctl', '-qw', 'net.ipv4.ip_forward=1');
    await line.joinSegments(false);
    await line.nft(line.server, dropFlood);
    return line;
  }

  private constructor(prefix: string) {
    this.client = `${prefix}-client`;
    this.gateway = `${prefix}-gateway`;
    this.server = `${prefix}-server`;
  }

  get #namespaces(): string[] {
    return [this.client, this.gateway, this.server];
  }

  /** Runs a program in one of the namespaces. */
  in(namespace: string, ...words: string[]): Promise<string> {
    return run('ip', ['netns', 'exec', namespace, ...words]);
  }

  nft(namespace: string, text: string): Promise<string> {
    return run('ip', ['netns', 'exec', namespace, 'nft', '-f', '-'], text);
  }

  async gatewayMac(): Promise<string> {
    return (await this.in(this.gateway, 'cat', `/sys/class/net/${inside}/address`)).trim();
  }

  /**
   * Whether the kernel joins segments of a flow before it forwards them, as it does unless told otherwise. One by one, as on
   * a link without offloads, what the rules cost shows on each of them.
   */
  async joinSegments(shallJoin: boolean): Promise<void> {
    const ends = [
      [this.client, device],
      [this.gateway, inside],
      [this.gateway, outside],
      [this.server, device],
    ] as const;
    const state = shallJoin ? 'on' : 'off';
    for (const [namespace, end] of ends)
      await this.in(namespace, 'ethtool', '-K', end, 'tso', state, 'gso', state, 'gro', state);
  }

  /** Frames that have arrived at the server. */
  async received(): Promise<number> {
    return Number(await this.in(this.server, 'cat', `/sys/class/net/${device}/statistics/rx_packets`));
  }

  /** One TCP flow from the client, or with `-R` to it. */
  async tcp(seconds: number, ...options: string[]): Promise<Flow> {
    const listening = new Program('ip', ['netns', 'exec', this.server, 'iperf3', '-s', '-1', '--forceflush']);
    await listening.line(/listening/);
    const words = ['iperf3', '-J', '-c', server, '-t', String(seconds), '-A', '1,0', ...options];
    const { end } = JSON.parse(await this.in(this.client, ...words));
    await listening.finished;
    return { megabits: end.sum_received.bits_per_second / 1e6, retransmits: end.sum_sent.retransmits };
  }

  async clear(): Promise<void> {
    for (const namespace of this.#namespaces) await run('ip', ['netns', 'del', namespace]);
  }

  async #ip(namespace: string, commands: readonly string[]): Promise<void> {
    await run('ip', ['-n', namespace, '-batch', '-'], commands.join('\n'));
  }
}

/** The flood ends where it is counted, before the server's own protocols spend time on it. */
const dropFlood = `
table netdev flood {
	chain arrival {
		type filter hook ingress device "${device}" priority 0
		udp dport ${floodPort} drop
	}
}
`;
