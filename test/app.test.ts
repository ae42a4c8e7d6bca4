import test from 'ava';
import { App } from '../src/app.js';
import type { Config } from '../src/config/config.js';
import { password } from '../src/login/password/password.js';
import type { PasswordHashes } from '../src/login/password/password-hashes.js';
import { systemClock, systemWallClock } from '../src/system/clock.js';
import { systemRandom } from '../src/system/random.js';
import { parse } from './config/sample.js';
import { recordedLog } from './recorded-log.js';
import { temporaryDirectory } from './temporary-directory.js';

const free = { host: '127.0.0.1', port: 0 };

test('passwords of operators take turns with those of users, also after a reload', async (t) => {
  const found = parse({
    state: await temporaryDirectory(t),
    portal: { url: 'http://127.0.0.1:8510/', listen: '127.0.0.1:8510', name: 'Test' },
    interceptor: { listen: '127.0.0.1:8511' },
    firewall: 'none',
    zones: {
      loopback: { interface: 'lo', login: ['password'], neighbours: { '127.0.0.1': '02:00:00:00:00:01' } },
    },
  });
  const config: Config = {
    ...found,
    portal: { ...found.portal, listen: free },
    interceptor: { ...found.interceptor, listen: free },
    admin: { ...found.admin, listen: free },
  };
  const used: PasswordHashes[] = [];
  const kind: typeof password = {
    ...password,
    open: (settings, effects) => {
      used.push(effects.hashes);
      return password.open(settings, effects);
    },
  };
  const app = await App.start(config, {
    ...{ clock: systemClock, wallClock: systemWallClock, random: systemRandom, log: recordedLog() },
    ...{ run: async () => '', methods: [kind] },
  });
  t.teardown(() => app.stop());
  await app.reload(async () => config);
  t.is(used.length, 2);
  for (const hashes of used) t.is(hashes.ofOperators, app.doors.hashes);
});
