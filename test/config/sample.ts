import { stringify } from 'yaml';
import type { Config } from '../../src/config/config.js';
import { parseConfig } from '../../src/config/load.js';
import { methods } from '../../src/methods.js';

export const samplePath = '/etc/gate511/gate511.yaml';

/** A configuration without a fault, as it is before it is written to a file. */
export const sample = {
  state: '/var/lib/gate511',
  portal: { url: 'http://login.example.net/', listen: '[::]:8510' },
  interceptor: { listen: '[::]:8511' },
  zones: { guest: { interface: 'br-guest', login: ['click-through'] } },
};

export const parse = (config: object): Config => parseConfig(stringify(config), samplePath, methods);
