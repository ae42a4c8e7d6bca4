import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { stringify } from 'yaml';
import { loadConfig, parseConfig } from '../../src/config/load.js';
import { OperatorError } from '../../src/errors.js';
import { methods } from '../../src/methods.js';
import { timeZoneOf } from '../../src/plan/plan.js';
import { planName, timeZone } from '../plans.js';
import { temporaryDirectory } from '../temporary-directory.js';
import { parse, sample } from './sample.js';

test('the sample of the design is understood', (t) => {
  const config = parseConfig(
    `
state: /var/lib/gate511            # store, audit log, admin.sock
portal:
  url: https://login.example.net/  # what clients open; resolves to this gateway for them
  listen: "[::]:443"
  tls: { certificate: /etc/gate511/fullchain.pem, key: /etc/gate511/privkey.pem }
  name: Café Example
interceptor: { listen: "[::]:8511" }
admin: { listen: "127.0.0.1:8512" }
firewall: nftables
zones:
  guest:
    interface: br-guest
    login: [click-through]
    session: { duration: 8h, idle: 30m }
    masquerade: true
`,
    '/etc/gate511/gate511.yaml',
    methods,
  );
  t.like(config, {
    state: '/var/lib/gate511',
    portal: {
      url: 'https://login.example.net/',
      listen: { host: '::', port: 443 },
      tls: { certificate: '/etc/gate511/fullchain.pem', key: '/etc/gate511/privkey.pem' },
      name: 'Café Example',
    },
    firewall: 'nftables',
  });
  t.deepEqual(
    config.zones.map(({ name, plan }) => [name as string, plan]),
    [['guest', { durationSeconds: 8 * 3600, idleSeconds: 30 * 60 }]],
  );
});

test('what may be left out has a value', (t) => {
  const { admin, firewall, portal, interceptor, zones } = parse(sample);
  t.deepEqual(admin, { listen: { host: '127.0.0.1', port: 8512 }, 'zone-addresses': false });
  t.is(firewall, 'nftables');
  t.is(portal.name, 'Wi-Fi');
  t.like(interceptor, { apple: 511, windows: 511, probes: [] });
  t.like(zones[0], { masquerade: true, plan: { durationSeconds: 8 * 3600 }, neighbours: {} });
});

test('relative paths are relative to the file', (t) => {
  const { state, portal } = parse({
    ...sample,
    state: './state',
    portal: {
      ...sample.portal,
      url: 'https://login.example.net/',
      tls: { certificate: 'tls/a.pem', key: '../b.pem' },
    },
  });
  t.is(state, '/etc/gate511/state');
  t.deepEqual(portal.tls, { certificate: '/etc/gate511/tls/a.pem', key: '/etc/b.pem' });
});

test('a configuration cannot be changed once it is checked', (t) => {
  const config = parse(sample);
  for (const part of [
    config,
    config.portal,
    config.portal.listen,
    config.zones,
    config.zones[0],
    config.zones[0]?.login,
  ])
    t.true(Object.isFrozen(part));
});

test('a file that is named must be there and be readable', async (t) => {
  const directory = await temporaryDirectory(t);
  for (const named of [join(directory, 'missing.yaml'), directory]) {
    const error = await t.throwsAsync(loadConfig({ named }, methods), {
      instanceOf: OperatorError,
      message: /cannot be read/,
    });
    t.is(error?.exitCode, 78);
  }
});

test('a file in another encoding than UTF-8 is refused with the line', async (t) => {
  const named = join(await temporaryDirectory(t), 'gate511.yaml');
  const text = stringify({ ...sample, portal: { ...sample.portal, name: 'Café' } });
  await writeFile(named, text, 'latin1');
  const error = await t.throwsAsync(loadConfig({ named }, methods), { instanceOf: OperatorError });
  t.is(error?.exitCode, 78);
  t.regex(error?.message ?? '', /^1 fault in .*gate511\.yaml:\n {2}line 5: found bytes that are not UTF-8$/);
  await writeFile(named, text);
  t.is((await loadConfig({ named }, methods)).config.portal.name, 'Café');
});

test('a named file is read, and its place is what its paths begin from', async (t) => {
  const directory = await temporaryDirectory(t);
  await mkdir(join(directory, 'etc'));
  const named = join(directory, 'etc', 'other.yaml');
  await writeFile(named, stringify({ ...sample, state: 'state' }));
  const { config, path } = await loadConfig({ named }, methods);
  t.is(path, named);
  t.is(config.state, join(directory, 'etc', 'state'));
});

test('what the file says can be shown to operators: without secrets, and without comments that may hold them', (t) => {
  const { text } = parseConfig(
    `
state: /var/lib/gate511 # the old secret was hunter2
portal: { url: "http://login.example.net/", listen: "[::]:8510" }
interceptor: { listen: "[::]:8511" }
webhooks:
  till: { url: "https://till.example.net/hook", secret: hunter4-hunter4-hunter4-hunter4 }
zones:
  guest: { interface: br-guest, login: [radius] }
radius: { servers: [{ address: 192.0.2.1, secret: hunter5 }] }
`,
    '/etc/gate511/gate511.yaml',
    methods,
  );
  t.notRegex(text, /hunter/);
  t.regex(text, /url: https:\/\/till\.example\.net\/hook\n {4}secret: …/);
  t.regex(text, /- address: 192\.0\.2\.1\n {6}secret: …/);
});

test('a time zone is of all times that visitors under its plan are told, without daily budgets and hours too', (t) => {
  const { plans } = parse({ ...sample, plans: { free: { 'time-zone': 'Europe/Berlin' } } });
  t.is(timeZoneOf(plans[planName('free')] ?? { durationSeconds: 0 }), timeZone('Europe/Berlin'));
});
