import { chown, readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { run } from '../../src/system/run.js';
import { visitor } from '../crash/devices.js';
import { Gate } from '../crash/gate.js';
import { lackOf } from '../lack.js';
import { enterNewNamespace, ip } from '../namespace.js';
import { testsUnless } from '../needing.js';
import { projectPath } from '../project.js';
import { rootTest } from '../root.js';
import { temporaryDirectory } from '../temporary-directory.js';

const unitPath = projectPath('deploy/gate511.service');
const unit = await readFile(unitPath, 'utf8');
const [, named = ''] = /^AmbientCapabilities=(.*)$/m.exec(unit) ?? [];
const capabilities = named.split(' ').map((name) => `+${name.replace('CAP_', '').toLowerCase()}`);

test('the unit gives the daemon a user of its own and two capabilities', (t) => {
  t.deepEqual(capabilities, ['+net_admin', '+net_bind_service']);
  for (const line of [
    'User=gate511',
    `CapabilityBoundingSet=${named}`,
    'NoNewPrivileges=yes',
    'StateDirectoryMode=0700',
    'UMask=0077',
  ])
    t.true(unit.split('\n').includes(line), line);
});

const withSystemd = testsUnless(lackOf('systemd-analyze'));

withSystemd('what the unit leaves open to the daemon is OK in the eyes of systemd', async (t) => {
  t.regex(
    await run('systemd-analyze', ['security', '--offline=true', unitPath]),
    /Overall exposure level for gate511\.service: \S+ OK/,
  );
});

const nobody = 65_534;
/** CAP_NET_BIND_SERVICE and CAP_NET_ADMIN, as proc(5) shows them. */
const bits = ((1 << 10) | (1 << 12)).toString(16).padStart(16, '0');

rootTest('a user who is nobody needs these two capabilities, and what he writes is his alone', async (t) => {
  await enterNewNamespace();
  await ip('link add br-guest type bridge');
  await run('sh', ['-c', 'echo 9000 > /proc/sys/net/ipv4/ip_unprivileged_port_start']); // the servers' are lower
  const directory = await temporaryDirectory(t);
  await chown(directory, nobody, nobody);
  const sets = ['inh', 'ambient', 'bounding'].map((set) => {
    const words = set === 'bounding' ? 'bounding-set' : `${set}-caps`;
    return `--${words}=-all,${capabilities.join(',')}`;
  });
  const user = [`--reuid=${nobody}`, `--regid=${nobody}`, '--clear-groups'];
  const mayRead = run('setpriv', [...user, 'test', '-r', projectPath('package.json')]);
  if (!(await mayRead.then(() => true).catch(() => false))) {
    const why = 'this checkout is readable for its owner only: nobody cannot start the daemon';
    if (process.env.CI === 'true') t.fail(why);
    return t.log(why);
  }
  const gate = await Gate.create(directory, { under: ['setpriv', ...user, '--no-new-privs', ...sets] });
  t.teardown(() => gate.kill());
  await gate.start();
  const { pid } = JSON.parse((await gate.command('GET', '/status')).body);
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  t.regex(status, new RegExp(`^Uid:\t${nobody}\t${nobody}\t${nobody}\t${nobody}$`, 'm'));
  for (const set of ['CapEff', 'CapBnd']) t.regex(status, new RegExp(`^${set}:\t${bits}$`, 'm'));

  t.is((await gate.join(visitor)).status, 303);
  t.deepEqual(await gate.open(), new Set([visitor.mac]));
  t.is((await gate.logOut(visitor)).status, 303);
  t.deepEqual(await gate.open(), new Set());
  for (const path of await filesIn(gate.state)) {
    const { mode, uid } = await stat(path);
    t.is(mode & 0o777, 0o600, path);
    t.is(uid, nobody, path);
  }
});

/** Everything that is not a directory, at any depth. */
async function filesIn(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { withFileTypes: true, recursive: true });
  return entries.filter((entry) => !entry.isDirectory()).map((entry) => join(entry.parentPath, entry.name));
}
