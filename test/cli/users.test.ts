import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import test, { type ExecutionContext } from 'ava';
import { Daemon } from './daemon.js';
import { mainPath } from './gate511.js';
import { install } from './installation.js';

/** An installation whose guests have names and passwords; its daemon runs. */
async function members(t: ExecutionContext) {
  const installation = await install(t);
  const { config, directory } = installation;
  const guest = { ...config.zones.guest, login: ['password'] };
  const plans = { day: { duration: '24h' } };
  await installation.configure({ ...config, plans, zones: { ...config.zones, guest } });
  const daemon = await Daemon.start(t, installation);
  const list = async () => JSON.parse((await installation.run('users list --json')).stdout);
  /** Runs a command that is given a text on its standard input. */
  const given = async (input: string, words: string) => {
    const child = spawn(process.execPath, [mainPath, ...words.split(' ')], {
      cwd: directory,
      timeout: 30_000,
    });
    child.stdin.end(input);
    const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
    return { stdout, stderr };
  };
  return { ...installation, daemon, list, given };
}

test.serial('users are added, listed, changed and removed', async (t) => {
  const { run, list } = await members(t);
  const added = await run('users add Anna --plan day --devices 2 --valid 30d --note July --generate');
  t.is(added.code, 0, added.stderr);
  t.regex(added.stdout, /^user anna has the password [a-z]{4}(-[a-z]{4}){3}\n$/);
  t.like(await list(), [{ name: 'anna', state: 'good', plan: 'day', devices: 2, note: 'July', online: 0 }]);
  t.regex((await run('users list')).stdout, /^NAME .*\nanna +good +0 +day +2 /);
  t.is((await run('users set anna --plan none --devices none --disable')).stdout, 'user anna is changed\n');
  t.like(await list(), [{ state: 'disabled', plan: null, devices: null, note: 'July' }]);
  t.is((await run('users set anna --enable --devices 1000')).code, 0);
  t.like(await list(), [{ state: 'good', devices: 1000 }]);
  t.is((await run('users approve anna')).stdout, 'user anna may log in\n');
  t.is((await run('users list --waiting --json')).stdout, '[]\n');
  t.is((await run('users remove anna')).stdout, 'user anna is removed\n');
  t.deepEqual(await list(), []);
});

test.serial(
  'a password comes from standard input, and stands in no file and no line of the log',
  async (t) => {
    const { given, run, daemon, state } = await members(t);
    t.is((await given('hunter two\nmore\n', 'users add anna')).stdout, 'user anna is added\n');
    t.is((await given('battery staple', 'users password anna')).stdout, 'user anna has another password\n');
    const generated = await run('users password anna --generate');
    const [, shown = 'none'] = /the password (\S+)/.exec(generated.stdout) ?? [];
    const kept = (await readFile(join(state, 'store.json'), 'utf8')) + daemon.log;
    t.regex(kept, /anna/);
    for (const each of ['hunter two', 'battery staple', shown]) t.false(kept.includes(each));
  },
);

test.serial('what cannot be is said, and nobody is added', async (t) => {
  const { given, run, list } = await members(t);
  for (const [words, code, said] of [
    ['users', 2, /"users" is followed by one of add, list, set, approve, password, remove/],
    ['users add', 2, /the name of a user is needed/],
    ['users add a/b --generate', 2, /found "a\/b", allowed: a name of 1 to 64 letters/],
    ['users add anna --devices many --generate', 2, /--devices: "many" is not a number/],
    ['users add anna --devices 1001 --generate', 2, /"1001" is not a number from 1 to 1000$/m],
    ['users add anna --plan gold --generate', 1, /there is no plan "gold"/],
    ['users set anna', 2, /nothing to change/],
    ['users set anna --enable --disable', 2, /not both/],
    ['users remove anna', 1, /there is no user "anna"/],
  ] as const) {
    const outcome = await run(words);
    t.is(outcome.code, code, words);
    t.regex(outcome.stderr, said);
  }
  t.regex((await given('', 'users add anna')).stderr, /no password on standard input/);
  t.regex((await given('short\n', 'users add anna')).stderr, /8 to 128 characters/);
  t.deepEqual(await list(), []);
});
