import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import fc from 'fast-check';
import { type Backup, backupText, parseBackup } from '../../src/admin/backup-file.js';
import { finishRestore, restore as restoring } from '../../src/admin/restoring.js';
import { openMemoryStore } from '../../src/store/memory-store.js';
import { currentVersion } from '../../src/store/store-file.js';
import { laptop, phone, printer } from '../clients.js';
import { ask, exchange } from '../hotspot/ask.js';
import { eightHours, type Hotspot, openHotspot } from '../hotspot/hotspot.js';
import { openDesk } from '../login/voucher/desk.js';
import { logIn } from '../portal/forms.js';
import { authorisationOf } from '../records.js';
import { temporaryDirectory } from '../temporary-directory.js';
import { call, read } from './call.js';
import { deskOf, password } from './desk.js';

/** As a key is kept in a file. */
const keyOf = (letter: string) => Buffer.from(Buffer.alloc(32, letter).toString('base64url'));

async function sample(files: Backup['files'] = { secret: keyOf('s') }): Promise<string> {
  const store = openMemoryStore();
  await store.grant(authorisationOf(phone, { user: 'Zoë' }));
  return backupText({ madeAt: '2026-11-21T07:00:00.000Z', store: await store.everything(), files });
}

const isOnline = async ({ portal }: Hotspot) => (await ask(portal, { path: '/status' })).status === 200;
const restore = ({ admin }: Hotspot, body: string) =>
  ask(admin, { method: 'PUT', path: '/api/v1/backup', body });

test('what was backed up comes back as it was', async (t) => {
  const { store, files, madeAt } = parseBackup(await sample());
  t.deepEqual(store.authorisations, [authorisationOf(phone, { user: 'Zoë' })]);
  t.deepEqual(files, { secret: keyOf('s') });
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

/** As an earlier gate511 has written it, to the letter. */
const early = `{"format":"gate511-backup","version":1,"madeAt":"2026-11-21T07:00:00.000Z","sha256":"bbedb80785907bc9cd1cf5c5173e1c441474cd77997160cd72383ce5e94a0e88"}
{"store":{"version":1,"authorisations":[],"listEntries":[{"mac":"02:00:00:00:00:99","kind":"allow","note":"printer","by":"anna","at":1767355200000}]},"files":{"secret":"WldWbFpXVmxaV1ZsWldWbFpXVmxaV1ZsWldWbFpXVmxaV1ZsWldWbFpXVQ=="}}
`;

test('a backup that an earlier version has made is taken', async (t) => {
  const hotspot = await openHotspot(t);
  t.is((await restore(hotspot, early)).status, 200);
  t.like((await hotspot.gate.store.listEntries())[0], { note: 'printer', by: 'anna' });
  t.like(parseBackup((await call(hotspot, 'GET', '/backup')).body), {
    store: { version: currentVersion },
    files: { secret: keyOf('e') },
  });
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

test('a backup with something else in the place of a key is refused, though its checksum is right, and changes nothing', async (t) => {
  const hotspot = await openHotspot(t);
  const backup = async () => parseBackup((await call(hotspot, 'GET', '/backup')).body);
  const { files } = await backup();
  for (const [name, content] of [
    ['secret', Buffer.from('garbage')],
    ['secret', Buffer.alloc(0)],
    ['voucher-secret', Buffer.from([0, 255, 10])],
    ['voucher-secret', Buffer.alloc(43, 'Ω')],
  ] as const) {
    const { status, body } = await restore(hotspot, await sample({ ...files, [name]: content }));
    t.is(status, 400);
    t.is(JSON.parse(body).detail, `the backup cannot be used: its file "${name}" holds no key`);
  }
  t.like(await backup(), { files, store: { authorisations: [] } });
});

test('a session that a restore ends or brings back is told of, and with what it had used', async (t) => {
  const hotspot = await openHotspot(t);
  await logIn(hotspot);
  await call(hotspot, 'PUT', `/list-entries/${printer.mac}`, { kind: 'allow' });
  const backup = (await call(hotspot, 'GET', '/backup')).body;
  await call(hotspot, 'DELETE', `/authorisations/${phone.mac}`);
  await call(hotspot, 'PUT', `/authorisations/${laptop.mac}`, { zone: 'guest' });
  await call(hotspot, 'DELETE', `/list-entries/${printer.mac}`);
  hotspot.clock.advance(1);
  const since = new Date(hotspot.clock()).toISOString();
  t.is((await restore(hotspot, backup)).status, 200);
  const { records } = await read(hotspot, `/audit?from=${since}`);
  const told = (records as { what: string; mac?: string; cause?: string; by?: string }[]).map(
    ({ what, mac, cause, by }) => [what, mac, cause, by],
  );
  t.deepEqual(told, [
    ['session.ended', laptop.mac, 'Admin-Reset', 'root'],
    ['session.started', phone.mac, undefined, 'root'],
    ['list.changed', printer.mac, undefined, 'root'],
    ['backup.restored', undefined, undefined, 'root'],
  ]);
});

test('a session that goes on over a restore with another end is told of as extended, not as a login', async (t) => {
  const hotspot = await openHotspot(t);
  await logIn(hotspot);
  const backup = (await call(hotspot, 'GET', '/backup')).body;
  await call(hotspot, 'PUT', `/authorisations/${phone.mac}`, { zone: 'guest', durationSeconds: 60 });
  await restore(hotspot, backup);
  const { records } = await read(hotspot, '/audit?what=session.extended');
  const ends = (seconds: number) => ({ endsAt: new Date(hotspot.clock() + seconds * 1000).toISOString() });
  t.like(records.at(-1), { before: ends(60), after: ends(eightHours), by: 'root' });
  const told = await read(hotspot, '/audit');
  t.false((told.records as { what: string }[]).some(({ what }) => what === 'session.ended'));
});

test('what was recorded before a restore stays recorded, and events go on with higher numbers', async (t) => {
  const hotspot = await openHotspot(t);
  const backup = (await call(hotspot, 'GET', '/backup')).body;
  await logIn(hotspot);
  const before = (await read(hotspot, '/audit')).records as readonly unknown[];
  const last = hotspot.journal.lastPosition;
  await restore(hotspot, backup);
  const after = (await read(hotspot, '/audit')).records as readonly unknown[];
  t.deepEqual(after.slice(0, before.length), before);
  t.like(hotspot.journal.next(last), { type: 'gate511.session.ended' });
});

test('a session whose time ran out since the backup ended then, and nobody is told again', async (t) => {
  const hotspot = await openHotspot(t);
  await logIn(hotspot);
  const backup = (await call(hotspot, 'GET', '/backup')).body;
  hotspot.clock.advance(2 * eightHours);
  await restore(hotspot, backup);
  const [session] = await hotspot.gate.store.authorisations();
  t.deepEqual(session?.ending, { at: session?.endsAt ?? 0, terminateCause: 'Session-Timeout' });
  const { records } = await read(hotspot, '/audit');
  t.deepEqual(
    (records as { what: string }[]).map(({ what }) => what),
    ['session.started', 'backup.made', 'backup.restored'],
  );
});

test('after a restore operators sign in anew, as what they are in the backup, and links are of no use', async (t) => {
  const hotspot = await openHotspot(t);
  const desk = await deskOf(hotspot, 'desk');
  const backup = (await call(hotspot, 'GET', '/backup')).body;
  await hotspot.doors.operators.put('desk', { role: 'admin' }, 'test');
  await desk.signIn('desk', password);
  const { code } = hotspot.doors.links.issue({ role: 'admin', by: 'root' });
  t.true(await desk.isIn());
  await restore(hotspot, backup);
  t.false(await desk.isIn());
  t.is(hotspot.doors.links.find(code), undefined);
  await desk.signIn('desk', password);
  t.is((await desk.get('/operators')).status, 403);
});

test('who may not restore does not even get to send a backup', async (t) => {
  const hotspot = await openHotspot(t);
  const made = await call(hotspot, 'POST', '/tokens', { name: 'graphs', scopes: ['status:read'] });
  const { token } = JSON.parse(made.body) as { token: string };
  const head = `PUT /api/v1/backup HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${token}\r\nConnection: close\r\n`;
  const answer = await exchange(hotspot.site, `${head}Content-Length: 60000000\r\n\r\n`);
  t.regex(answer, /^HTTP\/1\.1 403 /);
});

test('a backup that is too large to be restored is not made', async (t) => {
  const hotspot = await openHotspot(t);
  const notes = { text: 'x'.repeat(65 * 1024 * 1024) };
  await hotspot.gate.store.grant(authorisationOf(phone, { notes }));
  const { status, body } = await call(hotspot, 'GET', '/backup');
  t.is(status, 409);
  t.regex(body, /66 MiB, and 64 MiB can be restored/);
});

test('vouchers of a backup are good on another machine as soon as it is restored there', async (t) => {
  const [old, other] = [await openDesk(t), await openDesk(t)];
  const code = await old.oneCode();
  t.is((await other.enter(await other.oneCode())).status, 303);
  await call(other.hotspot, 'DELETE', `/authorisations/${phone.mac}`);
  t.is((await other.enter(code)).status, 403);
  const backup = (await call(old.hotspot, 'GET', '/backup')).body;
  t.is((await restore(other.hotspot, backup)).status, 200);
  t.is((await other.enter(code)).status, 303);
});

const newSecret = keyOf('n').toString();

/** A state directory with a store and the secret of the backup that is to come, and a store in it that may fail. */
async function machine(t: ExecutionContext) {
  const state = await temporaryDirectory(t);
  const place = { state, keptFiles: [join(state, 'secret'), join(state, 'voucher-secret')] };
  await writeFile(join(state, 'secret'), 'as it was');
  const text = backupText({
    madeAt: '2026-11-21T07:00:00.000Z',
    store: parseBackup(await sample()).store,
    files: { secret: Buffer.from(newSecret), elsewhere: keyOf('x') },
  });
  const secret = () => readFile(join(state, 'secret'), 'utf8');
  return { place, text, secret, files: async () => (await readdir(state)).sort() };
}

test('a restore that the store refuses leaves no file changed', async (t) => {
  const { place, text, secret, files } = await machine(t);
  const refused = restoring(text, parseBackup(text), place, () => Promise.reject(new Error('no space')));
  await t.throwsAsync(refused, { message: 'no space' });
  t.is(await secret(), 'as it was');
  t.deepEqual(await files(), ['secret']);
});

test('a restore that a crash cuts off is finished at the next start, and only then', async (t) => {
  const { place, text, secret, files } = await machine(t);
  const never = new Promise<void>(() => undefined);
  const reached = new Promise<void>((resolve) => {
    void restoring(text, parseBackup(text), place, () => {
      resolve();
      return never;
    });
  });
  await reached; // and there the power fails
  t.deepEqual(await files(), ['restore.pending', 'secret']);
  const store = openMemoryStore();
  t.is(await finishRestore(place, store, 0), '2026-11-21T07:00:00.000Z');
  t.is((await store.authorisations()).length, 1);
  t.is(await secret(), newSecret);
  t.deepEqual(await files(), ['secret']);
  t.is(await finishRestore(place, openMemoryStore(), 0), undefined);
});

test('what is left of a restore and damaged keeps the daemon from starting, and it says what to do', async (t) => {
  const { place, text } = await machine(t);
  await writeFile(join(place.state, 'restore.pending'), text.replace('"store"', '"stori"'));
  await t.throwsAsync(finishRestore(place, openMemoryStore(), 0), {
    message: /cut off cannot be finished: the backup is damaged.*to give it up, remove .*restore\.pending$/,
  });
});
