import { join } from 'node:path';
import type { ExecutionContext } from 'ava';
import { type Finished, Program } from '../e2e/program.js';
import { enterNewNamespace } from '../namespace.js';
import { rootTest } from '../root.js';
import { mainPath } from './gate511.js';
import { install } from './installation.js';

/** Starts the daemon under another program, with a firewall to enforce, and waits for its end. */
async function serveUnder(t: ExecutionContext, under: readonly [string, ...string[]]): Promise<Finished> {
  await enterNewNamespace();
  const { directory, config, configure } = await install(t);
  const { guest } = config.zones;
  await configure({ ...config, firewall: 'nftables', state: join(directory, 'state'), zones: { guest } });
  const [file, ...args] = under;
  const serve = [process.execPath, mainPath, 'serve', '--config', join(directory, 'gate511.yaml')];
  const daemon = new Program(file, [...args, ...serve]);
  t.teardown(() => daemon.kill('SIGKILL'));
  return daemon.finished;
}

rootTest('without nft the daemon says so and does not start: nobody would be kept out', async (t) => {
  const hideNft = 'mount -t tmpfs none /usr/sbin && exec "$@"';
  const { code, stdout, stderr } = await serveUnder(t, ['unshare', '--mount', 'sh', '-c', hideNft, 'sh']);
  t.is(code, 69);
  t.regex(stderr, /^gate511: .*nft cannot be started: .*ENOENT/m);
  t.notRegex(stderr, /\n {4}at /);
  t.false(stdout.includes('"ready"'));
});

rootTest('without the right to set up a firewall the daemon says so and does not start', async (t) => {
  const powerless = ['setpriv', '--inh-caps=-all', '--bounding-set=-all'] as const;
  const { code, stdout, stderr } = await serveUnder(t, powerless);
  t.is(code, 69);
  t.regex(stderr, /^gate511: .*[Nn]ot permitted/m);
  t.notRegex(stderr, /\n {4}at /);
  t.false(stdout.includes('"ready"'));
});
