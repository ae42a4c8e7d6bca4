import { readFile, stat } from 'node:fs/promises';
import { type DeviceName, type DeviceNames, parseDeviceName } from './device-name.js';
import { type MacAddress, parseMacAddress } from './mac-address.js';

/** Some 100,000 leases; a larger file is none of dnsmasq's. */
const largestBytes = 16 * 1024 * 1024;

type Names = ReadonlyMap<MacAddress, DeviceName>;

const none: Names = new Map();

/** The lease file of dnsmasq: read when somebody asks and it has changed. A name is worth no fault: what cannot be read has none. */
export class LeaseFile implements DeviceNames {
  readonly #path: string;
  #names: Names = new Map();
  #version = '';

  constructor(path: string) {
    this.#path = path;
  }

  async nameOf(mac: MacAddress): Promise<DeviceName | undefined> {
    return (await this.all()).get(mac);
  }

  async all(): Promise<Names> {
    try {
      const { mtimeMs, size, ino } = await stat(this.#path);
      const version = `${ino}/${mtimeMs}/${size}`;
      if (version !== this.#version && size <= largestBytes) {
        this.#names = namesIn(await readFile(this.#path, 'latin1'));
        this.#version = version;
      }
    } catch {
      return none;
    }
    return this.#names;
  }
}

/** Lines of `expiry MAC address name client-id`; `*` is no name. Leases of DHCPv6 have no MAC and are left out. */
export function namesIn(leases: string): Names {
  const names = new Map<MacAddress, DeviceName>();
  for (const line of leases.split('\n')) {
    const [, hardware = '', , name = ''] = line.split(' ');
    const mac = parseMacAddress(hardware);
    const parsed = parseDeviceName(name);
    if (mac && parsed) names.set(mac, parsed);
  }
  return names;
}
