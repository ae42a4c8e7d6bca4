import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { stringify } from 'yaml';
import { temporaryDirectory } from '../temporary-directory.js';
import { gate511 } from './gate511.js';
import { install } from './installation.js';

test.serial(
  'the configuration is looked for where it was named, then in the environment, then here',
  async (t) => {
    const { directory, config } = await install(t);
    const write = async (name: string) => {
      await mkdir(join(directory, name));
      await writeFile(join(directory, name, 'its.yaml'), stringify(config));
      return join(directory, name, 'its.yaml');
    };
    const [named, inEnvironment] = [await write('named'), await write('environment')];
    const environment = { GATE511_CONFIG: inEnvironment };
    const check = async (args: readonly string[], where: object) =>
      (await gate511(['check', ...args], { cwd: directory, ...where })).stdout.trim().split('\n').at(-1);
    t.is(await check(['--config', named], { environment }), `${named}: no fault`);
    t.is(await check([], { environment }), `${inEnvironment}: no fault`);
    t.is(await check([], {}), './gate511.yaml: no fault');
  },
);

test.serial('a configuration that is named and not there is a fault, wherever another one is', async (t) => {
  const { directory } = await install(t);
  const missing = join(directory, 'missing.yaml');
  for (const [args, environment] of [
    [['--config', missing], {}],
    [[], { GATE511_CONFIG: missing }],
  ] as const) {
    const { code, stderr } = await gate511(['check', ...args], { cwd: directory, environment });
    t.is(code, 78);
    t.regex(stderr, /the configuration cannot be read: .*missing\.yaml/);
  }
});

test.serial('a program is told of faults and warnings as lists', async (t) => {
  const installation = await install(t);
  const check = async () => {
    const { code, stdout } = await installation.run('check --json');
    return { code, ...JSON.parse(stdout) };
  };
  const { code, faults, warnings } = await check();
  t.deepEqual([code, faults], [0, []]);
  t.true(warnings.includes('firewall: none, so nobody is kept out; this is for trying out'));
  await installation.configure({ ...installation.config, firewall: 'ipfw', colour: 'blue' });
  t.deepEqual(await check(), {
    code: 78,
    faults: ['firewall: found "ipfw", allowed: nftables or none', 'colour: there is no such key'],
    warnings: [],
  });
  await installation.configure(installation.config);
  await writeFile(installation.state, '');
  const { faults: others, ...rest } = await check();
  t.deepEqual(rest, { code: 78, warnings: [] });
  t.regex(others[0], /^state: found ".*", which is a file/);
});

test.serial('without any configuration it is the loopback profile', async (t) => {
  const { code, stdout } = await gate511(['check'], { cwd: await temporaryDirectory(t) });
  t.is(code, 0);
  t.regex(stdout, /^warning: firewall: none.*\nthe loopback profile: no fault\n$/);
});

test.serial('the captive portal API is not announced without TLS', async (t) => {
  const { code, stdout, stderr } = await (await install(t)).run('dhcp');
  t.is(code, 1);
  t.is(stdout, '');
  t.regex(stderr, /portal\.tls is not set.*RFC 8908/);
});

test.serial('with TLS the lines for three servers announce the API by its name', async (t) => {
  const installation = await install(t);
  const tls = { certificate: 'a.pem', key: 'b.pem' };
  const portal = { ...installation.config.portal, url: 'https://login.example.net/', tls };
  await installation.configure({ ...installation.config, portal });
  const { code, stdout } = await installation.run('dhcp');
  const api = 'https://login.example.net/captive-portal/api';
  t.is(code, 0);
  t.deepEqual(
    stdout.split('\n').filter((line) => line.includes(api)),
    [
      `dhcp-option=114,${api}`,
      `dhcp-option=option6:103,${api}`,
      `{ "name": "v4-captive-portal", "data": "${api}" }`,
      `{ "name": "v6-captive-portal", "data": "${api}" }`,
      `AdvCaptivePortalAPI "${api}";`,
    ],
  );
  await installation.configure({ ...installation.config, portal: { ...portal, url: 'https://192.0.2.1/' } });
  t.regex((await installation.run('dhcp')).stderr, /is an IP address.*RFC 8910/);
});

test.serial(
  'where dnsmasq keeps the garden’s names it is told, with TLS and without, what to read',
  async (t) => {
    const installation = await install(t);
    await installation.configure({ ...installation.config, 'garden-names': 'dnsmasq' });
    const { code, stdout } = await installation.run('dhcp');
    t.is(code, 0);
    t.regex(stdout, /^conf-file=\/.*\/dnsmasq\.conf$/m);
    t.regex(stdout, /^# portal\.tls is not set/m);
    t.notRegex(stdout, /^dhcp-option/m);
  },
);
