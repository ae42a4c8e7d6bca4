import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import test from 'ava';
import { Daemon } from './daemon.js';
import { install, own } from './installation.js';

const pageOf = async (url: string) => (await fetch(url)).text();

test.serial('a valid configuration is taken over while it runs', async (t) => {
  const installation = await install(t);
  const { config, portalUrl } = installation;
  const daemon = await Daemon.start(t, installation);
  t.regex(await pageOf(portalUrl), /Café Example/);
  await installation.configure({ ...config, portal: { ...config.portal, name: 'Harbour Inn' } });
  daemon.signal('SIGHUP');
  await daemon.says('the new configuration is in force');
  t.regex(await pageOf(portalUrl), /Harbour Inn/);
  t.is(await daemon.stop(), 0);
});

test.serial('a faulty configuration, or one that needs a restart, leaves the one in force', async (t) => {
  const installation = await install(t);
  const { config, portalUrl, directory } = installation;
  const daemon = await Daemon.start(t, installation);
  for (const [faulty, reason] of [
    [{ ...config, portal: { ...config.portal, name: '', colour: 'blue' } }, /2 faults/],
    [{ ...config, state: './elsewhere' }, /\\"state\\" cannot change while the daemon runs: restart it/],
    [
      { ...config, portal: { ...config.portal, listen: '203.0.113.77:8510', name: 'Elsewhere' } },
      /cannot listen on/,
    ],
  ] as const) {
    await installation.configure(faulty);
    daemon.signal('SIGHUP');
    t.regex(await daemon.says('the old one stays in force'), reason);
    t.regex(await pageOf(portalUrl), /Café Example/);
  }
  await writeFile(join(directory, 'gate511.yaml'), '{');
  daemon.signal('SIGHUP');
  await daemon.says('the old one stays in force');
  t.is(await daemon.stop(), 0);
});

test.serial('a reload that is asked for while the daemon starts comes after that', async (t) => {
  const installation = await install(t);
  const { config, portalUrl } = installation;
  const daemon = Daemon.begin(t, installation);
  await daemon.says('nobody is kept out'); // with the configuration read, and nothing opened yet
  await installation.configure({ ...config, portal: { ...config.portal, name: 'Harbour Inn' } });
  daemon.signal('SIGHUP');
  await daemon.says('"ready"');
  await daemon.says('the new configuration is in force');
  t.regex(await pageOf(portalUrl), /Harbour Inn/);
  t.is(await daemon.stop(), 0);
});

test.serial('many reloads at once are one after the other, and the last one counts', async (t) => {
  const installation = await install(t);
  const { config, portalUrl } = installation;
  const daemon = await Daemon.start(t, installation);
  for (let turn = 0; turn < 5; turn += 1) {
    await installation.configure({ ...config, portal: { ...config.portal, name: `Inn ${turn}` } });
    daemon.signal('SIGHUP');
  }
  for (let tries = 0; tries < 5 && !(await pageOf(portalUrl)).includes('Inn 4'); tries += 1)
    await daemon.says('the new configuration is in force');
  t.regex(await pageOf(portalUrl), /Inn 4/);
  t.is(await daemon.stop(), 0);
});

test.serial('who is online stays so over a restart and over a crash', async (t) => {
  const installation = await install(t);
  const stateOf = async () => JSON.parse((await installation.run('clients --json')).stdout)[0].state;
  const first = await Daemon.start(t, installation);
  await installation.run(`authorise ${own}`);
  t.is(await first.stop('SIGTERM'), 0);
  const second = await Daemon.start(t, installation);
  t.is(await stateOf(), 'authorised');
  t.is(await second.stop('SIGKILL'), null);
  const third = await Daemon.start(t, installation);
  t.is(await stateOf(), 'authorised');
  t.is(await third.stop('SIGINT'), 0);
});

test.serial('a second daemon on the same state is refused, and the first goes on', async (t) => {
  const installation = await install(t);
  await Daemon.start(t, installation);
  const { code, stderr } = await installation.run('serve');
  t.is(code, 1);
  t.regex(
    stderr,
    /^gate511: another gate511 uses this store \(.*store\.json\.lock is locked\); stop it first\n$/,
  );
  t.is((await installation.run('status')).code, 0);
});

test.serial('a login that waits for a RADIUS server keeps no daemon from ending', async (t) => {
  const server = createSocket('udp4').bind(0, '127.0.0.1');
  t.teardown(() => server.close());
  await once(server, 'listening');
  const radius = {
    servers: [{ address: '127.0.0.1', port: server.address().port, secret: 'testing123', timeout: '1d' }],
    accounting: false,
  };
  const installation = await install(t);
  const { config, configure, portalUrl } = installation;
  await configure({ ...config, radius, zones: { guest: { ...config.zones.guest, login: ['radius'] } } });
  const daemon = await Daemon.start(t, installation);
  const [, token = ''] = /name="token" value="([^"]+)"/.exec(await pageOf(portalUrl)) ?? [];
  const body = new URLSearchParams({ token, user: 'bob', password: 'hello' });
  const asked = once(server, 'message');
  const answer = fetch(`${portalUrl}login`, { method: 'POST', body }).catch(() => undefined);
  await asked;
  t.is(await daemon.stop(), 0);
  await answer;
});

test.serial('a port that is taken is named', async (t) => {
  const installation = await install(t);
  const [host = '', port = ''] = installation.config.interceptor.listen.split(':');
  const other = createServer().listen(Number(port), host);
  t.teardown(() => other.close());
  await once(other, 'listening');
  const { code, stderr } = await installation.run('serve');
  t.is(code, 69);
  t.is(stderr, `gate511: interceptor cannot listen on ${host} port ${port}: another program listens there\n`);
});

test.serial('what the daemon keeps is for its owner only', async (t) => {
  const installation = await install(t);
  const daemon = await Daemon.start(t, installation);
  await installation.run(`authorise ${own}`);
  t.is((await stat(installation.state)).mode & 0o777, 0o700);
  t.is((await stat(join(installation.state, 'audit'))).mode & 0o777, 0o700);
  t.is((await stat(join(installation.state, 'admin.sock'))).mode & 0o777, 0o600);
  t.is(await daemon.stop(), 0);
  const files = (await readdir(installation.state)).filter((name) => name !== 'audit');
  const expected = ['events.jsonl', 'secret', 'store.json', 'store.json.lock', 'store.last-good.json'];
  t.deepEqual(files.sort(), expected);
  for (const file of files) t.is((await stat(join(installation.state, file))).mode & 0o777, 0o600, file);
});

for (const [name, kind] of [
  ['events.jsonl', 'directory'],
  ['admin.sock', 'directory'],
  ['audit', 'file'],
] as const)
  test.serial(`a ${kind} in the place of ${name} is named, and what hinders it`, async (t) => {
    const { state, run } = await install(t);
    await mkdir(state);
    await (kind === 'file' ? writeFile(join(state, name), '') : mkdir(join(state, name)));
    const { code, stderr } = await run('serve');
    t.is(code, 69);
    t.regex(stderr, new RegExp(`^gate511: [^\\n]*${join(state, name)}[^\\n]*(EISDIR|EEXIST)[^\\n]*\\n$`));
  });
