import test, { type ExecutionContext } from 'ava';
import { Daemon } from './daemon.js';
import { type Installation, install, own } from './installation.js';

const stranger = '02:00:00:00:00:99';

async function running(t: ExecutionContext): Promise<Installation> {
  const installation = await install(t);
  await Daemon.start(t, installation);
  return installation;
}

/** What a reading command prints for programs. */
async function json(t: ExecutionContext, { run }: Installation, command: string) {
  const { code, stdout } = await run(`${command} --json`);
  t.is(code, 0);
  return JSON.parse(stdout);
}

async function says(t: ExecutionContext, { run }: Installation, words: string, said: RegExp, exitCode = 0) {
  const { code, stdout, stderr } = await run(words);
  t.is(code, exitCode, `${words}: ${stderr}`);
  t.regex(exitCode === 0 ? stdout : stderr, said);
}

test.serial('a fault in the configuration does not keep an operator from the daemon that runs', async (t) => {
  const gateway = await running(t);
  await gateway.configure({ ...gateway.config, colour: 'blue', zones: { guest: {} } });
  await says(t, gateway, `deny ${stranger}`, /is on the deny list/);
  await says(t, gateway, 'status', /^running since /);
  await gateway.configure({ ...gateway.config, state: 7 });
  await says(t, gateway, 'status', /^gate511: 1 fault in .*\n {2}state: found 7, allowed: /, 78);
  await gateway.configure(['state']);
  await says(t, gateway, 'status', /\n {2}the file: found \["state"\], allowed: a section\n$/, 78);
});

test.serial('a device is authorised for a while and revoked', async (t) => {
  const gateway = await running(t);
  const [before] = await json(t, gateway, 'clients');
  t.deepEqual(before, {
    mac: own,
    zone: 'guest',
    addresses: ['127.0.0.1'],
    state: 'captive',
    name: null,
    note: null,
    method: null,
    user: null,
    startedAt: null,
    endsAt: null,
    inputBytes: 0,
    inputPackets: 0,
    outputBytes: 0,
    outputPackets: 0,
    lastSeenAt: null,
  });
  await says(
    t,
    gateway,
    `authorise ${own} --for 1h`,
    /^02:00:00:00:00:01 is authorised in zone guest until 20\S+Z\n$/,
  );
  const [after] = await json(t, gateway, 'clients');
  t.like(after, { state: 'authorised', method: 'operator' });
  t.is(Date.parse(after.endsAt) - Date.parse(after.startedAt), 3_600_000);
  await says(t, gateway, 'clients', /^MAC .*\n02:00:00:00:00:01 +guest +authorised +operator /);
  await says(
    t,
    gateway,
    'status',
    /^running since .*\n\nZONE .*\nguest +lo +0 +1 +0 +0\nstaff +eth9 +0 +0 +0 +0\n$/,
  );
  await says(t, gateway, `revoke ${own}`, /no longer authorised/);
  await says(t, gateway, `revoke ${own}`, /^gate511: 02:00:00:00:00:01 has no authorisation\n$/, 1);
  t.like((await json(t, gateway, 'status')).zones[0], { name: 'guest', captive: 1, authorised: 0 });
});

test.serial('a device whose zone is not known must have it named', async (t) => {
  const gateway = await running(t);
  await says(t, gateway, `authorise ${stranger}`, /name the zone of 02:.*:99 with --zone: guest, staff/, 1);
  await says(
    t,
    gateway,
    `authorise ${stranger} --zone cellar`,
    /there is no zone "cellar"; allowed: guest, staff/,
    1,
  );
  await says(t, gateway, `authorise ${stranger} --zone staff`, /in zone staff until/);
  await says(t, gateway, `revoke ${stranger} --zone guest`, /has no authorisation/, 1);
  await says(t, gateway, `revoke ${stranger} --zone staff`, /no longer authorised/);
});

test.serial(
  'devices that were never seen are put on the lists and taken off, however their MAC is written',
  async (t) => {
    const gateway = await running(t);
    t.deepEqual(await json(t, gateway, 'list'), []);
    await says(
      t,
      gateway,
      'allow 02-00-00-00-00-AA --note printer',
      /^02:00:00:00:00:aa is on the allow list\n$/,
    );
    await says(
      t,
      gateway,
      'deny 0200.0000.00bb --zone guest --for 8h',
      /^02:00:00:00:00:bb is on the deny list\n$/,
    );
    await says(t, gateway, 'deny 0200000000cc', /^02:00:00:00:00:cc is on the deny list\n$/);
    const [first, second] = await json(t, gateway, 'list');
    t.like(first, { mac: '02:00:00:00:00:aa', zone: null, kind: 'allow', note: 'printer', endsAt: null });
    t.like(second, { mac: '02:00:00:00:00:bb', zone: 'guest', kind: 'deny' });
    t.is(Date.parse(second.endsAt) - Date.parse(second.at), 8 * 3_600_000);
    await says(
      t,
      gateway,
      'list',
      /^MAC .*\n02:00:00:00:00:aa +allow +all +- .*printer\n02:00:00:00:00:bb +deny +guest /,
    );
    await says(t, gateway, 'forget 02:00:00:00:00:AA', /^02:00:00:00:00:aa is on neither list\n$/);
    await says(
      t,
      gateway,
      'forget 02:00:00:00:00:aa',
      /^gate511: 02:00:00:00:00:aa is on neither list\n$/,
      1,
    );
    await says(
      t,
      gateway,
      'forget 02:00:00:00:00:bb --zone staff',
      /^gate511: 02:00:00:00:00:bb is only on the deny list for guest\n$/,
      1,
    );
    await says(
      t,
      gateway,
      'forget 02:00:00:00:00:cc --zone staff',
      /^gate511: 02:00:00:00:00:cc is only on the deny list for all zones\n$/,
      1,
    );
    await says(
      t,
      gateway,
      'forget 02:00:00:00:00:bb --zone guest',
      /^02:00:00:00:00:bb has no entry for guest any more\n$/,
    );
  },
);

test.serial('who is denied cannot be authorised, and is shown as denied', async (t) => {
  const gateway = await running(t);
  await says(t, gateway, `deny ${own}`, /is on the deny list/);
  await says(t, gateway, `authorise ${own}`, /^gate511: 02:00:00:00:00:01 is on the deny list\n$/, 1);
  t.like((await json(t, gateway, 'clients'))[0], { state: 'denied' });
  await says(t, gateway, `allow ${own}`, /is on the allow list/);
  t.like((await json(t, gateway, 'clients'))[0], { state: 'allowed' });
});
