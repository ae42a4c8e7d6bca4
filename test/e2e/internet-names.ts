import { internet } from './addresses.js';
import type { Hotspot } from './hotspot.js';
import type { Program } from './program.js';

/** Addresses of each name. */
export type Names = Readonly<Record<string, readonly string[]>>;

/** The internet's own name server, which knows names below .example; its answers may be used for a second. */
export class InternetNames {
  readonly #hotspot: Hotspot;
  #program: Program | undefined;

  constructor(hotspot: Hotspot) {
    this.#hotspot = hotspot;
  }

  /** What the gateway's dnsmasq must be given so that it asks here. */
  readonly forwarding: readonly string[] = [`--server=/example/${internet.address4}`];

  /** Answers with these from now on, and with nothing else; `more` are dnsmasq's options. */
  async answer(names: Names, ...more: readonly string[]): Promise<void> {
    await this.#program?.kill('SIGTERM');
    const { internet: outside, directory } = this.#hotspot;
    this.#program = outside.start('dnsmasq', [
      '--keep-in-foreground',
      '--conf-file=/dev/null',
      '--user=root',
      '--log-facility=-',
      `--pid-file=${directory}/internet-names.pid`,
      '--no-resolv',
      '--no-hosts',
      '--local=/example/',
      '--local-ttl=1',
      ...Object.entries(names).map(([name, addresses]) => `--host-record=${[name, ...addresses].join()}`),
      ...more,
    ]);
    await this.#program.line(/started, version/);
  }
}

/** Gives the host that is the internet more addresses, the last octets of which are these. */
export async function addSites(hotspot: Hotspot, ...numbers: readonly number[]): Promise<void> {
  await hotspot.internet.ip(
    numbers.flatMap((number) => [
      `address add ${siteAt(number).address4}/24 dev eth0`,
      `address add ${siteAt(number).address6}/64 dev eth0 nodad`,
    ]),
  );
}

export interface Site {
  readonly address4: string;
  readonly address6: string;
}

export const siteAt = (number: number): Site => ({
  address4: `192.0.2.${number}`,
  address6: `2001:db8::${number}`,
});
