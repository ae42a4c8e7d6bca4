import { mkdir, writeFile } from 'node:fs/promises';
import { run } from '../../src/system/run.js';
import { type Finished, Program } from './program.js';

/** Whatever the machine's own settings are: addresses are usable at once, and no packet is dropped for its source. */
const settings = [
  'ipv6/conf/default/router_solicitation_delay=0', // which an address waits for, up to it at random
  'ipv6/conf/all/accept_dad=0',
  'ipv6/conf/default/accept_dad=0',
  'ipv4/conf/all/rp_filter=0',
  'ipv4/conf/default/rp_filter=0',
];

/** A machine of its own: a network namespace with its programs. The guardian takes it away again. */
export class Namespace {
  readonly name: string;

  static async create(name: string): Promise<Namespace> {
    await run('ip', ['netns', 'add', name]);
    const namespace = new Namespace(name);
    await namespace.set(settings);
    await namespace.ip(['link set lo up']);
    return namespace;
  }

  private constructor(name: string) {
    this.name = name;
  }

  /** Starts a program in it. */
  start(file: string, args: readonly string[]): Program {
    return new Program('ip', ['netns', 'exec', this.name, file, ...args]);
  }

  /** Runs a program in it to the end, whatever that is. */
  run(file: string, args: readonly string[]): Promise<Finished> {
    return this.start(file, args).finished;
  }

  /** Runs ip(8) commands in it. */
  async ip(commands: readonly string[]): Promise<void> {
    await run('ip', ['-n', this.name, '-batch', '-'], commands.join('\n'));
  }

  /** Sets `path=value` below /proc/sys/net. */
  async set(sysctls: readonly string[]): Promise<void> {
    const script = `for each; do echo "\${each#*=}" > "/proc/sys/net/\${each%%=*}" || exit 1; done`;
    await run('ip', ['netns', 'exec', this.name, 'sh', '-c', script, 'sh', ...sysctls]);
  }

  /** Its programs resolve names there (ip-netns(8): /etc/netns). */
  async resolveAt(address: string): Promise<void> {
    await mkdir(`/etc/netns/${this.name}`, { recursive: true });
    await writeFile(`/etc/netns/${this.name}/resolv.conf`, `nameserver ${address}\n`);
  }
}
