import { writeFile } from 'node:fs/promises';
import { type IncomingHttpHeaders, type RequestOptions, request } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { adminSocketIn } from '../../src/config/state.js';
import { run } from '../../src/system/run.js';
import { type Finished, Program } from '../e2e/program.js';
import { nodeOfUnit } from '../node-of-unit.js';
import { type Device, devices } from './devices.js';

const main = fileURLToPath(new URL('../../src/main.js', import.meta.url));
const portalPort = 8510;
/** On a disk that fails, the daemon may refuse to begin, and is started again as systemd would. */
const starts = 20;

export interface GateOptions {
  /** Words before those that start the daemon: a program that watches it. */
  readonly under?: readonly string[];
  /** A module that is loaded into the daemon before all others. */
  readonly preload?: string;
  /** The guests, where they are not the usual ones. */
  readonly devices?: readonly Device[];
  /** Where the guests are on a link of their own, not on `lo`: the gateway's address there, and one beyond it. */
  readonly link?: { readonly gateway: string; readonly beyond: string };
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** The real daemon with the real firewall, in the network namespace of this thread; its guests are addresses of `lo`. */
export class Gate {
  /** Of the daemon. */
  readonly state: string;
  readonly #command: (command: string) => readonly [string, ...string[]];
  readonly #portal: RequestOptions;
  /** Where a device's first request goes. */
  readonly #front: RequestOptions;
  #daemon: Program | undefined;

  static async create(directory: string, options: GateOptions = {}): Promise<Gate> {
    const configPath = join(directory, 'gate511.yaml');
    const known = options.link ? [] : (options.devices ?? devices);
    const neighbours = Object.fromEntries(known.map(({ address, mac }) => [address, mac]));
    const own = options.link?.gateway ?? '127.0.0.1';
    const config = {
      state: stateIn(directory),
      portal: { url: `http://${own}:${portalPort}/`, listen: `${own}:${portalPort}` },
      interceptor: { listen: `${own}:8511` },
      zones: { guest: { interface: 'br-guest', login: ['click-through'], neighbours } },
    };
    await writeFile(configPath, JSON.stringify(config));
    return new Gate(directory, configPath, options);
  }

  private constructor(directory: string, configPath: string, { under = [], preload, link }: GateOptions) {
    this.state = stateIn(directory);
    this.#portal = { host: link?.gateway ?? '127.0.0.1', port: portalPort };
    this.#front = link ? { host: link.beyond, port: 80 } : { host: '127.0.0.1', port: 8511 };
    const node = [...nodeOfUnit, ...(preload === undefined ? [] : ['--import', preload])];
    this.#command = (command) => {
      const [file = '', ...args] = [...under, ...node, main, command, '--config', configPath];
      return [file, ...args];
    };
  }

  /** Resolves when it is ready. */
  async start(): Promise<void> {
    const [file, ...args] = this.#command('serve');
    for (let attempt = 1; ; attempt += 1) {
      this.#daemon = new Program(file, args);
      try {
        await this.#daemon.line(/"msg":"ready"/);
        return;
      } catch (error) {
        if (attempt === starts) throw error;
      }
    }
  }

  async kill(): Promise<void> {
    await this.#daemon?.kill('SIGKILL');
  }

  signal(name: NodeJS.Signals): void {
    this.#daemon?.signal(name);
  }

  /** Runs a command, `serve` as well, until it has ended by itself. */
  run(command: string): Promise<Finished> {
    const [file, ...args] = this.#command(command);
    return new Program(file, args).finished;
  }

  /** The first line of its log since it was started that matches; waits for it. */
  async logged(pattern: RegExp): Promise<string> {
    if (!this.#daemon) throw new Error('it was never started');
    return this.#daemon.line(pattern);
  }

  /** The next such line from now on. */
  async nextLogged(pattern: RegExp): Promise<string> {
    if (!this.#daemon) throw new Error('it was never started');
    return this.#daemon.nextLine(pattern);
  }

  /** Logs in as a visitor does. */
  async logIn(device: Device): Promise<Answer> {
    return this.#sendForm(device, '/', '/login');
  }

  /** Opens a page of the portal as a visitor does. */
  visit(device: Device, path: string): Promise<Answer> {
    return ask({ ...this.#portal, localAddress: device.address, path });
  }

  /** Joins and logs in: a first request is intercepted, as those of every device. */
  async join(device: Device): Promise<Answer> {
    const { status } = await ask({ ...this.#front, localAddress: device.address });
    if (status !== 511) throw new Error(`${device.mac} was answered ${status} before it logged in`);
    return this.logIn(device);
  }

  logOut(device: Device): Promise<Answer> {
    return this.#sendForm(device, '/status', '/logout');
  }

  /** Asks as an operator does. */
  command(method: string, path: string, body?: object): Promise<Answer> {
    const socketPath = adminSocketIn(this.state);
    return ask({ socketPath, method, path: `/api/v1${path}` }, body && JSON.stringify(body));
  }

  /** How the daemon says that each device stands, by MAC. */
  async states(): Promise<Map<string, string>> {
    const { items }: { items: { mac: string; state: string }[] } = JSON.parse(
      (await this.command('GET', '/clients?limit=1000')).body,
    );
    return new Map(items.map(({ mac, state }) => [mac, state]));
  }

  /** The MACs that the kernel lets through. */
  async open(): Promise<Set<string>> {
    const listed = await run('nft', ['list', 'map', 'inet', 'gate511', 'auth_guest']);
    return new Set(listed.match(/(?:[0-9a-f]{2}:){5}[0-9a-f]{2}/g));
  }

  async #sendForm(device: Device, page: string, action: string): Promise<Answer> {
    const { body } = await this.visit(device, page);
    const [, token = ''] = /name="token" value="([^"]+)"/.exec(body) ?? [];
    const form = { ...this.#portal, localAddress: device.address, path: action, method: 'POST' };
    return ask(form, `token=${token}`);
  }
}

const stateIn = (directory: string) => join(directory, 'state');

function ask(options: RequestOptions, body?: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = request({ ...options, agent: false }, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('error', reject);
      incoming.on('end', () =>
        resolve({
          status: incoming.statusCode ?? 0,
          headers: incoming.headers,
          body: Buffer.concat(chunks).toString(),
        }),
      );
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}
