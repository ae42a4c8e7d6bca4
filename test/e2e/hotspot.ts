import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { portalUrl, type Zone } from './addresses.js';
import { makeCertificate } from './certificate.js';
import type { Settings } from './configuration.js';
import { Daemon } from './daemon.js';
import { startNameServer } from './name-server.js';
import { Namespace } from './namespace.js';
import { macOf, Phone } from './phone.js';
import type { Program } from './program.js';
import { plugIn, wire } from './wiring.js';

const scriptAt = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/** A whole hotspot on this machine: phones, a gateway with the real daemon and firewall, and an internet. */
export class Hotspot {
  readonly directory: string;
  readonly gateway: Namespace;
  readonly internet: Namespace;
  readonly daemon: Daemon;
  readonly #prefix: string;
  readonly #guardian: ChildProcess;
  #nameServer: Program;
  #phones = 0;

  /** Resolves when the daemon is ready; when that fails, nothing is left of it. */
  static async open(settings: Settings = {}): Promise<Hotspot> {
    const prefix = `g511-${randomBytes(4).toString('hex')}`;
    const directory = await mkdtemp(join(tmpdir(), `${prefix}-`));
    const guardian = startGuardian(prefix, directory);
    try {
      const gateway = await Namespace.create(`${prefix}-gateway`);
      const internet = await Namespace.create(`${prefix}-internet`);
      await wire(gateway, internet);
      const origin = internet.start(process.execPath, [scriptAt('origin.js')]);
      const [nameServer] = await Promise.all([startNameServer(gateway, directory), origin.line(/^ready$/)]);
      if (settings.isTls) await makeCertificate(directory, new URL(portalUrl).hostname);
      const daemon = new Daemon(gateway, directory);
      await daemon.configure(settings);
      await daemon.start();
      return new Hotspot(prefix, directory, guardian, { gateway, internet, daemon }, nameServer);
    } catch (error) {
      await dismiss(guardian);
      throw error;
    }
  }

  private constructor(
    prefix: string,
    directory: string,
    guardian: ChildProcess,
    { gateway, internet, daemon }: Pick<Hotspot, 'gateway' | 'internet' | 'daemon'>,
    nameServer: Program,
  ) {
    this.#nameServer = nameServer;
    this.#prefix = prefix;
    this.directory = directory;
    this.#guardian = guardian;
    this.gateway = gateway;
    this.internet = internet;
    this.daemon = daemon;
  }

  /** Starts the gateway's dnsmasq anew, with more options. */
  async restartNameServer(...more: readonly string[]): Promise<void> {
    await this.#nameServer.kill('SIGTERM');
    this.#nameServer = await startNameServer(this.gateway, this.directory, ...more);
  }

  /** A phone with addresses; it was never here before, unless it has the MAC of another one. */
  async addPhone(zone: Zone = 'guest', mac?: string): Promise<Phone> {
    const phone = await this.addPhoneWithoutAddress(zone, mac);
    await phone.takeAddresses();
    return phone;
  }

  async addPhoneWithoutAddress(zone: Zone = 'guest', mac = macOf(this.nextNumber)): Promise<Phone> {
    const number = this.nextNumber;
    this.#phones += 1;
    const namespace = await Namespace.create(`${this.#prefix}-phone${number}`);
    const phone = new Phone(namespace, zone, number, mac);
    await plugIn(this.gateway, namespace, zone, `port${number}`, phone.mac);
    return phone;
  }

  /** What the next phone's MAC and addresses will end with. */
  get nextNumber(): number {
    return this.#phones + 10;
  }

  /** Resolves when nothing is left of it. */
  close(): Promise<void> {
    return dismiss(this.#guardian);
  }
}

/** In a process group of its own, so that an interrupt from the keyboard does not reach it. */
function startGuardian(prefix: string, directory: string): ChildProcess {
  return spawn(process.execPath, [scriptAt('guardian.js'), prefix, directory], {
    detached: true,
    stdio: ['pipe', 'ignore', 'inherit'],
  });
}

async function dismiss(guardian: ChildProcess): Promise<void> {
  guardian.stdin?.end();
  if (guardian.exitCode === null) await once(guardian, 'exit');
}
