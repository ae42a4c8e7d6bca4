import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { run } from '../../src/system/run.js';
import { enterNewNamespace } from '../namespace.js';
import { projectPath } from '../project.js';
import { rootTest } from '../root.js';
import { Daemon } from './daemon.js';
import { mainPath } from './gate511.js';
import { install } from './installation.js';

const golden = projectPath('test/firewall/golden/one-zone.nft');

test.serial('the ruleset that is printed is the one that is loaded', async (t) => {
  const installation = await install(t);
  const { portal, zones } = installation.config;
  await installation.configure({
    ...installation.config,
    portal: { ...portal, listen: '[::]:8510' },
    zones: { guest: { ...zones.guest, interface: 'br-guest' } },
  });
  const { code, stdout } = await installation.run('ruleset');
  t.is(code, 0);
  t.is(stdout, await readFile(golden, 'utf8'));
});

rootTest('whoever may not take the tables away hears so in a sentence', async (t) => {
  await enterNewNamespace();
  const { directory } = await install(t);
  const without = ['--bounding-set=-net_admin', '--inh-caps=-net_admin', process.execPath, mainPath];
  const { message } = await t.throwsAsync(
    run('setpriv', [...without, 'ruleset', '--remove', '--config', join(directory, 'gate511.yaml')]),
  );
  t.regex(message, /^setpriv ended with code 69: gate511: the tables stay: nft ended .*not permitted[^\n]*$/);
  t.notRegex(message, / at /);
});

rootTest('the tables are taken away, there or not, but not under a daemon that runs', async (t) => {
  await enterNewNamespace();
  await run('nft', ['-f', golden]);
  const installation = await install(t);
  const daemon = await Daemon.start(t, installation);
  const refused = await installation.run('ruleset --remove');
  t.is(refused.code, 1);
  t.regex(refused.stderr, /the daemon runs and would put the table back: stop it first/);
  t.regex(await run('nft', ['list', 'tables']), /inet gate511\n/);
  await daemon.stop();
  for (let times = 0; times < 2; times += 1) {
    t.is((await installation.run('ruleset --remove')).code, 0);
    t.is(await run('nft', ['list', 'tables']), '');
  }
});
