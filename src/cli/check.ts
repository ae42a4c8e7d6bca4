import { readFile } from 'node:fs/promises';
import { checkAdminAddress } from '../config/admin-address.js';
import { gardenWarnings } from '../config/garden-warnings.js';
import { readerWarnings } from '../config/reader-warnings.js';
import { storeFileIn } from '../config/state.js';
import { checkStateDirectory } from '../config/state-directory.js';
import { surroundingsWarnings } from '../config/surroundings.js';
import { exit } from '../errors.js';
import { dnsLookUp } from '../garden/dns-look-up.js';
import { readPair } from '../http/tls-files.js';
import { checkLooks } from '../looks.js';
import { samplesWith } from '../method-samples.js';
import { methods } from '../methods.js';
import { readStoreFile } from '../store/lowdb-store.js';
import { systemWallClock } from '../system/clock.js';
import type { Command } from './command.js';

/** `gate511 check`: the configuration, the certificate and the store, without running anything. */
export const check: Command = {
  name: 'check',
  usage: '',
  summary: 'check the configuration and the store',
  async run({ loadConfig, print }) {
    const loaded = await loadConfig();
    const { config, path } = loaded;
    for (const { tls } of [config.portal, config.admin]) if (tls) readPair(tls.certificate, tls.key);
    checkAdminAddress(config);
    await checkStateDirectory(config.state);
    checkLooks(config, samplesWith(methods));
    await readStoreFile(storeFileIn(config.state));
    for (const warning of [
      ...(await readerWarnings(loaded, await readFile('/etc/passwd', 'utf8').catch(() => ''))),
      ...(await surroundingsWarnings(config, systemWallClock())),
      ...(await gardenWarnings(config, dnsLookUp)),
    ])
      print(`warning: ${warning}`);
    print(`${path ?? 'the loopback profile'}: no fault`);
    return exit.done;
  },
};
