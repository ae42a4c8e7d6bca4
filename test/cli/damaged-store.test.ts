import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { Daemon } from './daemon.js';
import { type Installation, install, own } from './installation.js';

const damages: Readonly<Record<string, { spoil: (text: string) => string; says: RegExp }>> = {
  'cut short': { spoil: (text) => text.slice(0, text.length / 2), says: /JSON/ },
  emptied: { spoil: () => '', says: /JSON/ },
  garbled: { spoil: (text) => text.replace('"endsAt":', '"endsAt":"soon",\0'), says: /JSON/ },
  'of a later version': {
    spoil: (text) => text.replace(/"version":\d+/, '"version":99'),
    says: /of version 99, made by a newer gate511/,
  },
};

for (const [name, { spoil, says }] of Object.entries(damages))
  test.serial(`a store that is ${name} is refused by serve and seen by check`, async (t) => {
    const installation = await install(t);
    const { state } = installation;
    const store = join(state, 'store.json');
    await useOnce(t, installation);
    const spoilt = spoil(await readFile(store, 'utf8'));
    await writeFile(store, spoilt);
    const before = await contentsOf(state);

    const checked = await installation.run('check');
    const [, reason = '', command = ''] = refusal.exec(checked.stderr) ?? [];
    t.is(checked.code, 1);
    t.regex(reason, says);
    t.notRegex(reason, /kept/);
    t.deepEqual(await contentsOf(state), before, 'check changes nothing');

    const served = await installation.run('serve');
    t.is(served.code, 1);
    t.regex(refusal.exec(served.stderr)?.[1] ?? '', says);
    const { [`${keptIn(served.stderr)}`]: kept, ...rest } = await contentsOf(state);
    t.is(kept, spoilt);
    t.deepEqual(rest, before, 'serve overwrites nothing');

    t.deepEqual(command.split(' '), ['cp', join(state, 'store.last-good.json'), store]);
  });

test.serial(
  'a store that is damaged before any good copy was made is kept by serve and left by check',
  async (t) => {
    const installation = await install(t);
    await mkdir(installation.state);
    await writeFile(join(installation.state, 'store.json'), '{"version":2,');
    t.is((await installation.run('check')).code, 1);
    t.deepEqual(Object.keys(await contentsOf(installation.state)), ['store.json']);
    t.is((await installation.run('serve')).code, 1);
  },
);

test.serial('a state directory that cannot be one is refused by serve and check', async (t) => {
  const installation = await install(t);
  await writeFile(installation.state, '');
  for (const state of ['./state', './state/below'])
    for (const command of ['check', 'serve']) {
      await installation.configure({ ...installation.config, state });
      const { code, stderr } = await installation.run(command);
      t.is(code, 78);
      t.regex(stderr, /^gate511: state: found ".*", which is a file or below one, allowed: a directory.*\n$/);
    }
  await installation.configure({ ...installation.config, state: '/proc/gate511' });
  const { code, stderr } = await installation.run('serve');
  t.is(code, 1);
  t.regex(stderr, /^gate511: the store \/proc\/gate511\/store\.json cannot be used: ENOENT.*\n$/);
});

test.serial('a store that cannot be read is no crash of check', async (t) => {
  const installation = await install(t);
  await mkdir(join(installation.state, 'store.json'), { recursive: true });
  const { code, stderr } = await installation.run('check');
  t.is(code, 1);
  t.regex(stderr, /^gate511: the store .*store\.json cannot be used: EISDIR.*\n$/);
});

test.serial('check leaves a sound store, and a machine without one, as they are', async (t) => {
  const installation = await install(t);
  t.is((await installation.run('check')).code, 0);
  await t.throwsAsync(readdir(installation.state), { code: 'ENOENT' });
  await useOnce(t, installation);
  const before = await contentsOf(installation.state);
  t.is((await installation.run('check')).code, 0);
  t.deepEqual(await contentsOf(installation.state), before);
});

const refusal = /^gate511: the store \S+ is damaged: ([^;]*);.* to go on with it: (cp \S+ \S+)\n$/;
const keptIn = (stderr: string) => /it is kept as \S*\/(\S+);/.exec(stderr)?.[1];

/** Runs a daemon that lets the own device in, and ends well. */
async function useOnce(t: ExecutionContext, installation: Installation): Promise<void> {
  const daemon = await Daemon.start(t, installation);
  t.is((await installation.run(`authorise ${own}`)).code, 0);
  t.is(await daemon.stop(), 0);
}

/** Every file with what is in it. */
async function contentsOf(directory: string): Promise<Record<string, string>> {
  const entries = await readdir(directory, { withFileTypes: true });
  const files = entries.flatMap((entry) => (entry.isFile() ? [entry.name] : [])).sort();
  return Object.fromEntries(
    await Promise.all(
      files.map(async (file) => [file, await readFile(join(directory, file), 'utf8')] as const),
    ),
  );
}
