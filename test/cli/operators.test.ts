import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import test from 'ava';
import { Daemon } from './daemon.js';
import { mainPath } from './gate511.js';
import { type Installation, install } from './installation.js';

const site = ({ config }: Installation) => `http://${config.admin.listen}/`;

test.serial(
  'a daemon without operators prints a link that makes the first one, as npm start asks it to',
  async (t) => {
    const gateway = await install(t);
    const { scripts } = JSON.parse(await readFile('package.json', 'utf8'));
    t.regex(scripts.start, /main\.js serve --first-link$/);
    const daemon = await Daemon.start(t, gateway, '--first-link');
    const link = (await daemon.says('/welcome\\?code=')).trim();
    t.true(link.startsWith(`${site(gateway)}welcome?code=`));
    t.is((await fetch(link)).status, 200);
    const logged = daemon.log.split('\n').filter((line) => line.startsWith('{'));
    t.false(logged.some((line) => line.includes('code=')));
  },
);

test.serial(
  'no link comes into the journal of a daemon that a system starts: who reads that is no operator yet',
  async (t) => {
    const gateway = await install(t);
    const daemon = await Daemon.start(t, gateway);
    t.regex(await daemon.says('there is no operator yet'), /gate511 admin link prints a link/);
    const printed = await gateway.run('admin link');
    t.is((await fetch(printed.stdout.split('\n')[0] ?? '')).status, 200);
    await gateway.run('operator add anna --role desk');
    t.notRegex(daemon.log, /welcome\?code=/);
  },
);

test.serial('operators are added by a link or with a password, listed and removed', async (t) => {
  const gateway = await install(t);
  await Daemon.start(t, gateway);
  const linked = await gateway.run('operator add anna --role desk');
  t.regex(linked.stdout, /\/welcome\?code=\S+\ngood once, until 20/);

  const child = spawn(
    process.execPath,
    [mainPath, ...'operator add bert --role admin --password-stdin'.split(' ')],
    { cwd: gateway.directory },
  );
  child.stdin.end('correct horse battery\n');
  t.deepEqual(await once(child, 'close'), [0, null]);
  const [bert] = JSON.parse((await gateway.run('operator list --json')).stdout);
  t.like(bert, { name: 'bert', role: 'admin', hasTotp: false });
  t.regex((await gateway.run('operator list')).stdout, /^NAME .*\nbert +admin +no +0 /);
  t.regex((await gateway.run('operator remove bert')).stderr, /bert is the only admin/);
  t.is((await gateway.run('operator sign-out bert')).code, 0);
  t.regex((await gateway.run('operator reset bert')).stdout, /\/welcome\?code=/);
  const again = await gateway.run('operator add bert --role viewer');
  t.is(again.code, 1);
  t.regex(again.stderr, /there is an operator bert already: .*gate511 operator reset bert/);
  for (const command of ['reset', 'sign-out', 'remove-totp', 'remove'])
    t.like(await gateway.run(`operator ${command} nobody`), {
      code: 1,
      stdout: '',
      stderr: 'gate511: there is no operator nobody\n',
    });
  t.is((await gateway.run('operator add')).code, 2);
  t.is((await gateway.run('operator add carl')).code, 2);
  t.is((await gateway.run('operator list bert')).code, 2);
});

test.serial('a token that the command line makes works until it is removed', async (t) => {
  const gateway = await install(t);
  await Daemon.start(t, gateway);
  const { stdout, code } = await gateway.run('token create graphs --scopes status:read --for 90d');
  t.is(code, 0);
  const status = async () =>
    (await fetch(`${site(gateway)}api/v1/status`, { headers: { Authorization: `Bearer ${stdout.trim()}` } }))
      .status;
  t.is(await status(), 200);
  t.regex((await gateway.run('token list')).stdout, /^NAME .*\ngraphs +20.*status:read\n$/);
  t.is((await gateway.run('token create graphs --scopes everything')).code, 1);
  await gateway.run('token remove graphs');
  t.is(await status(), 401);
});
