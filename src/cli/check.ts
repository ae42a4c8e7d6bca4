import { readFile } from 'node:fs/promises';
import { checkAdminAddress } from '../config/admin-address.js';
import { gardenWarnings } from '../config/garden-warnings.js';
import type { LoadedConfig } from '../config/load.js';
import { readerWarnings } from '../config/reader-warnings.js';
import { storeFileIn } from '../config/state.js';
import { checkStateDirectory } from '../config/state-directory.js';
import { surroundingsWarnings } from '../config/surroundings.js';
import { exit, OperatorError } from '../errors.js';
import { dnsLookUp } from '../garden/dns-look-up.js';
import { readPair } from '../http/tls-files.js';
import { checkLooks } from '../looks.js';
import { samplesWith } from '../method-samples.js';
import { methods } from '../methods.js';
import { readStoreFile } from '../store/lowdb-store.js';
import { systemWallClock } from '../system/clock.js';
import type { Command, Invocation } from './command.js';

/** `gate511 check`: the configuration, the certificate and the store, without running anything. */
export const check: Command = {
  name: 'check',
  usage: '[--json]',
  summary: 'check the configuration and the store',
  options: { json: { type: 'boolean' } },
  run: (invocation) => (invocation.flag('json') ? tellPrograms(invocation) : tellPeople(invocation)),
};

async function tellPeople({ loadConfig, print }: Invocation): Promise<number> {
  const loaded = await loadConfig();
  for (const warning of await examine(loaded)) print(`warning: ${warning}`);
  print(`${loaded.path ?? 'the loopback profile'}: no fault`);
  return exit.done;
}

async function tellPrograms({ loadConfig, print }: Invocation): Promise<number> {
  const tell = (faults: readonly string[], warnings: readonly string[]) =>
    print(JSON.stringify({ faults, warnings }, null, 2));
  try {
    tell([], await examine(await loadConfig()));
    return exit.done;
  } catch (error) {
    if (!(error instanceof OperatorError)) throw error;
    tell(error.faults, []);
    return error.exitCode;
  }
}

/** Gives the warnings; throws an OperatorError where something is at fault. */
async function examine(loaded: LoadedConfig): Promise<readonly string[]> {
  const { config } = loaded;
  for (const { tls } of [config.portal, config.admin]) if (tls) readPair(tls.certificate, tls.key);
  checkAdminAddress(config);
  await checkStateDirectory(config.state);
  checkLooks(config, samplesWith(methods));
  await readStoreFile(storeFileIn(config.state));
  return [
    ...(await readerWarnings(loaded, await readFile('/etc/passwd', 'utf8').catch(() => ''))),
    ...(await surroundingsWarnings(config, systemWallClock())),
    ...(await gardenWarnings(config, dnsLookUp)),
  ];
}
