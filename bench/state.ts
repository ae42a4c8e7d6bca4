import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { storeFileIn } from '../src/config/state.js';
import { deviceMac, devices } from './ground.js';

export const portalPort = 8510;

export interface Visitor {
  readonly address: string;
}

/** Devices that log in while it is measured: addresses of `lo`, whose MACs the configuration gives. */
export const visitors: readonly Visitor[] = Array.from({ length: 6_000 }, (_, number) => ({
  address: `127.1.${number >> 8}.${number & 255}`,
}));
const visitorMac = (number: number) => deviceMac(number).replace('02:00', '02:01');

/** The configuration, and the same with the visitors' MACs, which only the measuring of logins needs. */
export const usualConfig = 'gate511.yaml';
export const visitorsConfig = 'visitors.yaml';

/** Writes the configurations, and a store in which ten thousand devices are authorised. */
export async function writeState(directory: string): Promise<void> {
  const neighbours = Object.fromEntries(visitors.map(({ address }, number) => [address, visitorMac(number)]));
  const configWith = (neighbours: object) => ({
    state: join(directory, 'state'),
    portal: { url: `http://127.0.0.1:${portalPort}/`, listen: `[::]:${portalPort}` },
    interceptor: { listen: '[::]:8511' },
    zones: { guest: { interface: 'br-guest', login: ['click-through'], neighbours } },
  });
  await mkdir(join(directory, 'state'), { recursive: true });
  await writeFile(join(directory, usualConfig), JSON.stringify(configWith({})));
  await writeFile(join(directory, visitorsConfig), JSON.stringify(configWith(neighbours)));
  const now = Date.now();
  const authorisations = Array.from({ length: devices }, (_, number) => ({
    mac: deviceMac(number),
    zone: 'guest',
    method: 'click-through',
    startedAt: now,
    endsAt: now + 8 * 3600 * 1000,
    limits: {},
    used: { inputBytes: 0, outputBytes: 0 },
  }));
  await writeFile(
    storeFileIn(join(directory, 'state')),
    JSON.stringify({ version: 1, authorisations, listEntries: [] }),
  );
}
