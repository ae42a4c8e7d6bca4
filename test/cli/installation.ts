import { randomInt } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ExecutionContext } from 'ava';
import { stringify } from 'yaml';
import { temporaryDirectory } from '../temporary-directory.js';
import { gate511, type Outcome } from './gate511.js';

export const own = '02:00:00:00:00:01';

/** A directory with a configuration, in which commands run; on a loopback address of its own, so that many can run at once. */
export interface Installation {
  readonly directory: string;
  readonly state: string;
  readonly portalUrl: string;
  readonly config: ReturnType<typeof configOn>;
  configure(config: object): Promise<void>;
  /** Runs a command, its arguments separated by spaces. */
  run(words: string): Promise<Outcome>;
}

export async function install(t: ExecutionContext): Promise<Installation> {
  const directory = await temporaryDirectory(t);
  const config = configOn(`127.${randomInt(1, 255)}.${randomInt(255)}.${randomInt(1, 255)}`);
  const configure = (changed: object) => writeFile(join(directory, 'gate511.yaml'), stringify(changed));
  await configure(config);
  return {
    directory,
    state: join(directory, 'state'),
    portalUrl: config.portal.url,
    config,
    configure,
    run: (words) => gate511(words.split(' '), { cwd: directory }),
  };
}

const configOn = (address: string) => ({
  state: './state',
  portal: { url: `http://${address}:8510/`, listen: `${address}:8510`, name: 'Café Example' },
  interceptor: { listen: `${address}:8511` },
  admin: { listen: `${address}:8512` },
  firewall: 'none',
  zones: {
    guest: {
      interface: 'lo',
      login: ['click-through'],
      session: { duration: '8h' },
      neighbours: { '127.0.0.1': own },
    },
    staff: { interface: 'eth9', login: ['click-through'] },
  },
});
