import { writeFile } from 'node:fs/promises';
import { type RequestOptions, request } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { adminSocketIn } from '../../src/config/state.js';
import { run } from '../../src/system/run.js';
import { Program } from '../e2e/program.js';
import { type Device, devices } from './devices.js';

const main = fileURLToPath(new URL('../../src/main.js', import.meta.url));
const faultyDisk = new URL('./faulty-disk.js', import.meta.url).href;
const portalPort = 8510;
const starts = 20;

interface Answer {
  readonly status: number;
  readonly body: string;
}

/** The real daemon with the real firewall, in the network namespace of this thread; its guests are addresses of `lo`. */
export class Gate {
  readonly #directory: string;
  readonly #configPath: string;
  readonly #disk: 'sound' | 'faulty';
  #daemon: Program | undefined;

  static async create(directory: string, disk: 'sound' | 'faulty'): Promise<Gate> {
    const configPath = join(directory, 'gate511.yaml');
    const neighbours = Object.fromEntries(devices.map(({ address, mac }) => [address, mac]));
    const config = {
      state: directory,
      portal: { url: `http://127.0.0.1:${portalPort}/`, listen: `127.0.0.1:${portalPort}` },
      interceptor: { listen: '127.0.0.1:8511' },
      zones: { guest: { interface: 'br-guest', login: ['click-through'], neighbours } },
    };
    await writeFile(configPath, JSON.stringify(config));
    return new Gate(directory, configPath, disk);
  }

  private constructor(directory: string, configPath: string, disk: 'sound' | 'faulty') {
    this.#directory = directory;
    this.#configPath = configPath;
    this.#disk = disk;
  }

  /** Starts it; on a faulty disk it may refuse to begin, and is started again as systemd would. */
  async start(): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      const preload = this.#disk === 'faulty' ? ['--import', faultyDisk] : [];
      this.#daemon = new Program(process.execPath, [...preload, main, 'serve', '--config', this.#configPath]);
      try {
        await this.#daemon.line(/"msg":"ready"/);
        return;
      } catch (error) {
        if (this.#disk === 'sound' || attempt === starts) throw error;
      }
    }
  }

  async kill(): Promise<void> {
    await this.#daemon?.kill('SIGKILL');
  }

  /** Logs in as a visitor does. */
  async logIn(device: Device): Promise<Answer> {
    const from = { host: '127.0.0.1', port: portalPort, localAddress: device.address };
    const { body } = await ask({ ...from, path: '/' });
    const [, token = ''] = /name="token" value="([^"]+)"/.exec(body) ?? [];
    return ask({ ...from, path: '/login', method: 'POST' }, `token=${token}`);
  }

  /** Asks as an operator does. */
  command(method: string, path: string, body?: object): Promise<Answer> {
    const socketPath = adminSocketIn(this.#directory);
    return ask({ socketPath, method, path: `/api/v1${path}` }, body && JSON.stringify(body));
  }

  /** How the daemon says that each device stands, by MAC. */
  async states(): Promise<Map<string, string>> {
    const rows: { mac: string; state: string }[] = JSON.parse((await this.command('GET', '/clients')).body);
    return new Map(rows.map(({ mac, state }) => [mac, state]));
  }

  /** The MACs that the kernel lets through. */
  async open(): Promise<Set<string>> {
    const listed = await run('nft', ['list', 'map', 'inet', 'gate511', 'auth_guest']);
    return new Set(listed.match(/(?:[0-9a-f]{2}:){5}[0-9a-f]{2}/g));
  }
}

function ask(options: RequestOptions, body?: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = request({ ...options, agent: false }, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('error', reject);
      incoming.on('end', () =>
        resolve({ status: incoming.statusCode ?? 0, body: Buffer.concat(chunks).toString() }),
      );
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}
