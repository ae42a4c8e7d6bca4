import { copyFile, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { OperatorError } from '../../src/errors.js';
import { lastGoodOf, openLowdbStore } from '../../src/store/lowdb-store.js';
import { laptop, phone } from '../clients.js';
import { authorisationOf, entryOf } from '../records.js';
import { temporaryDirectory } from '../temporary-directory.js';

/** A store that was used by a daemon, and ended well twice: the copy has the phone, the store both devices. */
async function usedStore(t: ExecutionContext): Promise<string> {
  const path = join(await temporaryDirectory(t), 'store.json');
  const first = await openLowdbStore(path);
  await first.grant(authorisationOf(phone));
  await first.close();
  const second = await openLowdbStore(path);
  await second.grant(authorisationOf(laptop));
  await second.putListEntry(entryOf(laptop, 'allow'));
  await second.close();
  return path;
}

const damages: Readonly<Record<string, { spoil: (text: string) => string; says: RegExp }>> = {
  'cut short': { spoil: (text) => text.slice(0, text.length / 2), says: /JSON/ },
  emptied: { spoil: () => '', says: /JSON/ },
  'filled with zeros': { spoil: (text) => '\0'.repeat(text.length), says: /JSON/ },
  'not a store at all': { spoil: () => '[]', says: /no version/ },
  'of a later version': {
    spoil: (text) => text.replace(/"version":\d+/, '"version":999'),
    says: /newer gate511/,
  },
  'of a version that never was': {
    spoil: (text) => text.replace(/"version":\d+/, '"version":0'),
    says: /version 0/,
  },
  'with an unknown key': {
    spoil: (text) => text.replace('"method"', '"colour":"blue","method"'),
    says: /authorisations\.0.*colour/,
  },
  'with a text for a time': {
    spoil: (text) => text.replace(/"endsAt":\d+/, '"endsAt":"later"'),
    says: /authorisations\.0\.endsAt/,
  },
  'with a group address': {
    spoil: (text) => text.replaceAll('"02:', '"03:'),
    says: /authorisations\.0\.mac.*MAC/,
  },
  'with a list missing': {
    spoil: () => '{"version":2,"authorisations":[],"accounts":[]}',
    says: /listEntries/,
  },
};

for (const [name, { spoil, says }] of Object.entries(damages))
  test(`a store that is ${name} is refused, kept under a second name, and nothing is lost`, async (t) => {
    const path = await usedStore(t);
    const copy = await readFile(lastGoodOf(path), 'utf8');
    const spoilt = spoil(await readFile(path, 'utf8'));
    await writeFile(path, spoilt);

    const error = await t.throwsAsync(openLowdbStore(path), { instanceOf: OperatorError });
    const [, reason = '', aside = '', lastGood = ''] =
      /is damaged: (.*); it is kept as (\S+); .*last good copy.* is (\S+);/s.exec(error?.message ?? '') ?? [];
    t.regex(reason, says);
    t.is(await readFile(path, 'utf8'), spoilt);
    t.is(await readFile(aside, 'utf8'), spoilt);
    t.is(lastGood, lastGoodOf(path));
    t.is(await readFile(lastGood, 'utf8'), copy);

    await t.throwsAsync(openLowdbStore(path), { message: error?.message ?? '' });
    t.is((await readdir(dirname(path))).filter((file) => file.includes('damaged')).length, 1);

    // What the message tells the operator to do: `cp` writes into the file that is there.
    await copyFile(lastGood, path);
    t.is(await readFile(aside, 'utf8'), spoilt);
    const store = await openLowdbStore(path);
    t.deepEqual(store.authorisation(phone), authorisationOf(phone));
    await store.close();
  });

test('what is kept of a damaged store is for the owner only', async (t) => {
  const path = await usedStore(t);
  await truncate(path, 10);
  await t.throwsAsync(openLowdbStore(path), { message: /damaged/ });
  const aside = (await readdir(dirname(path))).find((file) => file.includes('damaged')) ?? '';
  t.is((await stat(join(dirname(path), aside))).mode & 0o777, 0o600);
});

test('a store that somebody moved away is not taken for a first start', async (t) => {
  const path = await usedStore(t);
  await rm(path);
  const error = await t.throwsAsync(openLowdbStore(path), { instanceOf: OperatorError });
  t.true(error?.message.includes(`cp ${lastGoodOf(path)} ${path}`));
  await t.throwsAsync(stat(path), { code: 'ENOENT' });
});

test('a store that cannot be read at all says why', async (t) => {
  const path = await temporaryDirectory(t);
  await t.throwsAsync(openLowdbStore(path), {
    instanceOf: OperatorError,
    message: /cannot be used: .*EISDIR/,
  });
});
