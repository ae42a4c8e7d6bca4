import { fileURLToPath } from 'node:url';
import { gatewayIn, type Zone, zones } from './addresses.js';
import { eventually } from './eventually.js';
import type { Namespace } from './namespace.js';
import type { Finished, Program } from './program.js';
import { carry } from './wiring.js';

const script = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const probeScript = script('probe.js');
const visitScript = script('waiting-visit.js');

/** A guest's device: a namespace with one link into a zone, and real programs. */
export class Phone {
  readonly namespace: Namespace;
  readonly mac: string;
  readonly zone: Zone;
  address4: string;
  address6: string;

  constructor(namespace: Namespace, zone: Zone, number: number, mac: string) {
    this.namespace = namespace;
    this.zone = zone;
    this.mac = mac;
    this.address4 = `${zones[zone].prefix4}${number}`;
    this.address6 = `${zones[zone].prefix6}${number}`;
  }

  /** Gives it its own addresses, or those of another phone that has left. */
  async takeAddresses({ address4, address6 }: { address4: string; address6: string } = this): Promise<void> {
    const gateway = gatewayIn(this.zone);
    this.address4 = address4;
    this.address6 = address6;
    await this.namespace.ip([
      ...carry('eth0', this),
      `route replace default via ${gateway.address4}`,
      `route replace default via ${gateway.address6}`,
    ]);
    await this.namespace.resolveAt(gateway.address4);
  }

  /** As a device does that goes out of reach; it also forgets whom it knew. */
  async leave(): Promise<void> {
    await this.namespace.ip(['address flush dev eth0 scope global', 'link set eth0 down']);
  }

  run(file: string, ...args: string[]): Promise<Finished> {
    return this.namespace.run(file, args);
  }

  start(file: string, ...args: string[]): Program {
    return this.namespace.start(file, args);
  }

  curl(...args: string[]): Promise<Finished> {
    return this.run('curl', '--silent', '--show-error', '--max-time', '10', ...args);
  }

  /** The status that curl hears, or curl's exit code where it hears none: `200`, `511`, `exit 7`. */
  async status(url: string, ...args: string[]): Promise<string> {
    const { code, stdout } = await this.curl(
      '--output',
      '/dev/null',
      '--write-out',
      '%{http_code}',
      ...args,
      url,
    );
    return code === 0 ? stdout : `exit ${code}`;
  }

  /** Resolves when its connections are over on both sides: no packet of theirs is to come. */
  async closed(): Promise<void> {
    const connections = ['-H', '-t', 'state', 'connected', 'exclude', 'time-wait'];
    await eventually(async () => (await this.run('ss', ...connections)).stdout === '' || undefined);
  }

  /** See probe.ts. */
  async probe(...args: string[]): Promise<string> {
    return (await this.startProbe(...args).finished).stdout.trim();
  }

  /** See waiting-visit.ts. */
  startVisit(...args: string[]): Program {
    return this.start(process.execPath, visitScript, ...args);
  }

  startProbe(...args: string[]): Program {
    return this.start(process.execPath, probeScript, ...args);
  }
}

/** Known before the phone is there. */
export const macOf = (number: number) => `02:00:00:00:00:${number.toString(16).padStart(2, '0')}`;
