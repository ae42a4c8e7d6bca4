import { once } from 'node:events';
import { mkdir, readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import test from 'ava';
import { projectPath } from '../project.js';
import { temporaryDirectory } from '../temporary-directory.js';
import { gate511 } from './gate511.js';
import { install } from './installation.js';

const faulty: readonly (readonly [readonly string[], RegExp])[] = [
  [[], /^a command is needed\n\nusage: gate511 <command>/],
  [['open-sesame'], /^there is no command "open-sesame"\n\nusage: gate511 <command>/],
  [['allow'], /^gate511: allow: one MAC address is needed\nusage: gate511 allow MAC \[--zone Z\]/],
  [['allow', '02:00:00:00:00:01', '02:00:00:00:00:02'], /one MAC address is needed/],
  [
    ['allow', '02:00:00:00:00'],
    /^gate511: "02:00:00:00:00" is not the MAC address of a device; allowed: aa:bb:/,
  ],
  [['allow', ''], /^gate511: "" is not the MAC address of a device/],
  [['allow', '٠٢:00:00:00:00:01'], /is not the MAC address of a device/],
  [['authorise', '02:00:00:00:00:01 '], /is not the MAC address of a device/],
  [['revoke', '02:00-00:00-00:01'], /is not the MAC address of a device/],
  [['forget', '02:00:00:00:00:01 }; flush ruleset'], /is not the MAC address of a device/],
  [['deny', `02${':00'.repeat(20_000)}`], /is not the MAC address of a device/],
  [['deny', 'ff:ff:ff:ff:ff:ff'], /is not the MAC address of a device/],
  [['allow', '02:00:00:00:00:01', '--for', 'ever'], /^gate511: --for: "ever" is not a duration/],
  [['authorise', '02:00:00:00:00:01', '--colour', 'blue'], /'--colour'.*\nusage: gate511 authorise/s],
  [['allow', '02:00:00:00:00:01', '--zone'], /'--zone.*\nusage: gate511 allow/s],
  [
    ['vouchers', 'print'],
    /^"vouchers" is followed by one of create, list, export, revoke\n\nusage: gate511 <command>/,
  ],
  [
    ['vouchers', 'revoke'],
    /^gate511: vouchers revoke: a batch or the number of a voucher is needed\nusage: /,
  ],
  ...[
    ...['25:99', '14:60', '5', '2026', '2026-02-31T14:05', '2026-02-28T25:05', 'May 5', '2026-11-21T14:05+1'],
    ...['', '14:05Z', '1e3'],
  ].flatMap((time): [string[], RegExp][] => [
    [['history', `--at=${time}`], /^gate511: --at: ".*" is not a time such as 14:05 or 2026-11-21T14:05\n$/],
    [['replay', 'till', `--since=${time}`], /^gate511: --since: ".*" is not a time such as 14:05/],
  ]),
  [['history', '--mac', 'zz'], /^gate511: "zz" is not the MAC address of a device; allowed: aa:bb/],
  [['history', '--address', '10.0.0'], /^gate511: --address: "10\.0\.0" is not an IP address\n$/],
  [['history', '--json', '--csv'], /^gate511: found --json and --csv, allowed: one of them\n$/],
  [
    ['vouchers', 'create', '--plan', 'p', '--json', '--html', 'sheet.html'],
    /^gate511: found --json and --html, allowed: one of them\n$/,
  ],
  [
    ['vouchers', 'create', '--plan', 'p', '--paper', 'a4'],
    /^gate511: --paper: it is that of --html FILE, which is not given\n$/,
  ],
  [['status', 'now'], /^gate511: status: "now" is one argument too many\nusage: gate511 status \[--json\]/],
];

for (const [args, said] of faulty)
  test.serial(`"gate511 ${args.join(' ').slice(0, 60)}" is told how it is used`, async (t) => {
    const { code, stdout, stderr } = await gate511(args, { cwd: await temporaryDirectory(t) });
    t.is(code, 2);
    t.regex(stderr, said);
    t.is(stdout, '');
    t.notRegex(stderr, /\n {4}at /);
  });

test.serial('help is no fault', async (t) => {
  for (const word of ['help', '--help', '-h']) {
    const { code, stdout } = await gate511([word], { cwd: await temporaryDirectory(t) });
    t.is(code, 0);
    for (const name of [
      'serve',
      'check',
      'status',
      'clients',
      'allow',
      'deny',
      'forget',
      'authorise',
      'revoke',
      'list',
      'ruleset',
      'dhcp',
      'vouchers create',
    ])
      t.regex(stdout, new RegExp(`^ {2}gate511 ${name} `, 'm'));
  }
});

test.serial('the help of a command is asked for before or after what it takes', async (t) => {
  const cwd = await temporaryDirectory(t);
  for (const words of ['deny --help', 'deny -h', 'deny 02:00:00:00:00:01 --note x --help']) {
    const { code, stdout, stderr } = await gate511(words.split(' '), { cwd });
    t.deepEqual([code, stderr], [0, ''], words);
    t.is(
      stdout,
      `usage: gate511 deny MAC [--zone Z] [--for 8h] [--note TEXT] [--config FILE]

shut a device out, whatever it is authorised for
`,
    );
  }
  t.regex((await gate511(['serve', '-h'], { cwd })).stdout, /^usage: gate511 serve \[--first-link\]/);
  t.regex(
    (await gate511(['vouchers', '--help'], { cwd })).stdout,
    /^usage: gate511 <command> \[--config FILE\]\n\n {2}gate511 vouchers create .*vouchers revoke [^\n]*\n$/s,
  );
});

test.serial('the version is that of the package', async (t) => {
  const { version } = JSON.parse(await readFile(projectPath('package.json'), 'utf8'));
  for (const word of ['version', '--version'])
    t.like(await gate511([word], { cwd: await temporaryDirectory(t) }), { code: 0, stdout: `${version}\n` });
});

test.serial('where no daemon runs a command says so', async (t) => {
  const installation = await install(t);
  for (const words of ['status', 'clients --json', 'allow 02:00:00:00:00:05', 'revoke 02:00:00:00:00:05']) {
    const { code, stderr } = await installation.run(words);
    t.is(code, 69, words);
    t.is(
      stderr,
      `gate511: the daemon is not reachable at ${installation.state}/admin.sock: is it running?\n`,
    );
  }
});

test.serial('a daemon that answers but cannot do it is not one that cannot be reached', async (t) => {
  const installation = await install(t);
  await mkdir(installation.state);
  let answer = { status: 0, type: '' };
  const server = createServer((_, response) => {
    response.writeHead(answer.status, { 'Content-Type': 'application/problem+json' });
    response.end(JSON.stringify({ type: `urn:gate511:problem:${answer.type}`, detail: 'why' }));
  });
  server.listen(join(installation.state, 'admin.sock'));
  await once(server, 'listening');
  t.teardown(() => server.close());
  for (const [status, type, exitCode] of [
    [503, 'store-unavailable', 1],
    [507, 'store-full', 1],
    [403, 'denied', 1],
    [503, 'firewall-unavailable', 69],
    [503, 'shutting-down', 69],
  ] as const) {
    answer = { status, type };
    const { code, stderr } = await installation.run('allow 02:00:00:00:00:05');
    t.is(code, exitCode, type);
    t.is(stderr, 'gate511: why\n');
  }
});

test.serial('a faulty configuration stops every command that needs it', async (t) => {
  const installation = await install(t);
  await installation.configure({ ...installation.config, firewall: 'ipfw', colour: 'blue' });
  for (const words of ['check', 'serve', 'ruleset', 'dhcp']) {
    const { code, stderr } = await installation.run(words);
    t.is(code, 78, words);
    t.regex(
      stderr,
      /^gate511: 2 faults in .*gate511\.yaml:\n {2}firewall: found "ipfw", allowed: nftables or none\n/,
    );
  }
});

test.serial('a log level that there is not is a fault of the configuration', async (t) => {
  const { directory } = await install(t);
  const { code, stderr } = await gate511(['serve'], { cwd: directory, environment: { GATE511_LOG: 'loud' } });
  t.is(code, 78);
  t.is(stderr, 'gate511: GATE511_LOG: found "loud", allowed: debug, info, warn, error\n');
});
