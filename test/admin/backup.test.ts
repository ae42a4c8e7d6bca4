import test from 'ava';
import fc from 'fast-check';
import { backupText, parseBackup } from '../../src/admin/backup-file.js';
import { openMemoryStore } from '../../src/store/memory-store.js';
import { currentVersion } from '../../src/store/store-file.js';
import { phone } from '../clients.js';
import { ask } from '../hotspot/ask.js';
import { type Hotspot, openHotspot } from '../hotspot/hotspot.js';
import { logIn } from '../portal/forms.js';
import { authorisationOf } from '../records.js';

async function sample(): Promise<string> {
  const store = openMemoryStore();
  await store.grant(authorisationOf(phone, { user: 'Zoë' }));
  const files = { secret: Buffer.from([0, 255, 10]) };
  return backupText({ madeAt: '2026-11-21T07:00:00.000Z', store: await store.everything(), files });
}

const isOnline = async ({ portal }: Hotspot) => (await ask(portal, { path: '/status' })).status === 200;
const restore = ({ admin }: Hotspot, body: string) =>
  ask(admin, { method: 'PUT', path: '/api/v1/backup', body });

test('what was backed up comes back as it was', async (t) => {
  const { store, files, madeAt } = parseBackup(await sample());
  t.deepEqual(store.authorisations, [authorisationOf(phone, { user: 'Zoë' })]);
  t.deepEqual(files, { secret: Buffer.from([0, 255, 10]) });
  t.is(madeAt, '2026-11-21T07:00:00.000Z');
});

test('a backup in which anything has changed is refused', async (t) => {
  const text = await sample();
  const body = text.indexOf('\n') + 1;
  fc.assert(
    fc.property(fc.nat(text.length - 1), fc.constantFrom('x', '0', '"', '\n'), (at, character) => {
      fc.pre(text[at] !== character);
      t.throws(() => parseBackup(text.slice(0, at) + character + text.slice(at + 1)));
    }),
  );
  for (const length of [0, 10, body, text.length - 5]) t.throws(() => parseBackup(text.slice(0, length)));
});

test('what a newer gate511 has made is refused, and it is said why', async (t) => {
  const [first = '', rest = ''] = (await sample()).split('\n');
  const newer = { ...JSON.parse(first), version: 2 };
  t.throws(() => parseBackup(`${JSON.stringify(newer)}\n${rest}\n`), {
    message: 'the backup is of version 2, made by a newer gate511; this one knows 1',
  });
  const { store } = parseBackup(await sample());
  const newerStore = backupText({
    madeAt: '2026-11-21T07:00:00.000Z',
    store: { ...store, version: currentVersion + 1 },
    files: {},
  });
  t.throws(() => parseBackup(newerStore), { message: /made by a newer gate511/ });
});

test('going back to a backup lets in who was in and takes out who was not, at once', async (t) => {
  const hotspot = await openHotspot(t);
  await logIn(hotspot);
  const whenIn = (await ask(hotspot.admin, { path: '/api/v1/backup' })).body;
  await ask(hotspot.admin, { method: 'DELETE', path: `/api/v1/authorisations/${phone.mac}` });
  const whenOut = (await ask(hotspot.admin, { path: '/api/v1/backup' })).body;
  t.false(await isOnline(hotspot));
  t.is((await restore(hotspot, whenIn)).status, 200);
  t.true(await isOnline(hotspot));
  t.is((await restore(hotspot, whenOut)).status, 200);
  t.false(await isOnline(hotspot));
});

for (const [what, spoil] of [
  ['damaged', (text: string) => text.replace('"store"', '"stori"')],
  ['no backup', () => '{"hello":1}\n'],
  ['cut off', (text: string) => text.slice(0, -9)],
] as const)
  test(`a file that is ${what} is refused and changes nothing`, async (t) => {
    const hotspot = await openHotspot(t);
    const text = (await ask(hotspot.admin, { path: '/api/v1/backup' })).body;
    await logIn(hotspot);
    const before = await hotspot.gate.store.everything();
    const { status, body } = await restore(hotspot, spoil(text));
    t.is(status, 400);
    t.regex(body, /the backup is damaged|this is no backup/);
    t.deepEqual(await hotspot.gate.store.everything(), before);
    t.true(await isOnline(hotspot));
  });
