import { copyFile, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { Daemon } from './daemon.js';
import { install, own } from './installation.js';

test.serial(
  'a restore that a power cut has cut off is finished by the next start, before anybody is let in',
  async (t) => {
    const gateway = await install(t);
    const first = await Daemon.start(t, gateway);
    await gateway.run(`authorise ${own}`);
    t.is((await gateway.run('backup it.backup')).code, 0);
    await gateway.run(`revoke ${own}`);
    await gateway.run('deny 02:00:00:00:00:99');
    await first.stop();
    await copyFile(join(gateway.directory, 'it.backup'), join(gateway.state, 'restore.pending'));

    const second = await Daemon.start(t, gateway);
    t.regex(second.log, /a backup was restored/);
    const [device] = JSON.parse((await gateway.run('clients --json')).stdout);
    t.like(device, { mac: own, state: 'authorised' });
    t.deepEqual(JSON.parse((await gateway.run('list --json')).stdout), []);
    t.false((await readdir(gateway.state)).includes('restore.pending'));
  },
);

test.serial('what is lost with a machine comes back on another one', async (t) => {
  const gateway = await install(t);
  const first = await Daemon.start(t, gateway);
  await gateway.run('allow 02:00:00:00:00:99 --note printer');
  await gateway.run('backup it.backup');
  await first.stop();
  await rm(gateway.state, { recursive: true });
  await Daemon.start(t, gateway);
  t.regex((await gateway.run('restore it.backup')).stdout, /^all is as it was at 20/);
  t.like(JSON.parse((await gateway.run('list --json')).stdout), [{ note: 'printer' }]);
});

test.serial('a backup takes the place of no other file', async (t) => {
  const gateway = await install(t);
  await Daemon.start(t, gateway);
  await gateway.run('backup it.backup');
  const before = await readFile(join(gateway.directory, 'it.backup'), 'utf8');
  await gateway.run('allow 02:00:00:00:00:99');
  const { code, stderr } = await gateway.run('backup it.backup');
  t.is(code, 1);
  t.regex(
    stderr,
    /it\.backup cannot be written: it is there, and a backup takes the place of no other file\n$/,
  );
  t.is(await readFile(join(gateway.directory, 'it.backup'), 'utf8'), before);
});
