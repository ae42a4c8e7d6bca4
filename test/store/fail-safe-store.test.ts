import test from 'ava';
import { PortalError } from '../../src/errors.js';
import { noContents } from '../../src/store/contents.js';
import { ContentsStore } from '../../src/store/contents-store.js';
import { FailSafeStore } from '../../src/store/fail-safe-store.js';
import { openMemoryStore } from '../../src/store/memory-store.js';
import { silentLog } from '../../src/system/log.js';
import { laptop, phone } from '../clients.js';
import { authorisationOf, entryEverywhere, entryOf, userOf } from '../records.js';
import { storeContract } from './store-contract.js';

storeContract('fail-safe', async () => new FailSafeStore(openMemoryStore(), silentLog));

const ending = { at: Date.UTC(2026, 0, 2, 13), terminateCause: 'Admin-Reset' } as const;
const notKept = { code: 'not-kept' };

/** A store on a disk that can be full, and what is on the disk. */
function onDisk() {
  const disk = { isFull: false };
  const below = new ContentsStore(noContents(), async () => {
    if (disk.isFull) throw new PortalError('store-full', { detail: 'no space' });
  });
  return { disk, below, store: new FailSafeStore(below, silentLog) };
}

test('who is revoked on a full disk is out, is told to be out, and is so on the disk when there is space', async (t) => {
  const { disk, below, store } = onDisk();
  await store.grant(authorisationOf(phone));
  await store.grant(authorisationOf(laptop));
  disk.isFull = true;
  await t.throwsAsync(store.end(phone, ending), notKept);
  t.like(store.authorisation(phone), { ending });
  t.is((await store.authorisations()).filter((each) => each.ending).length, 1);
  t.is(below.authorisation(phone)?.ending, undefined);
  disk.isFull = false;
  await store.close();
  t.like(below.authorisation(phone), { ending });
  t.is(below.authorisation(laptop)?.ending, undefined);
});

test('an end of exactly what was seen holds too, and nobody revives it who saw it from before', async (t) => {
  const { disk, store } = onDisk();
  const seen = authorisationOf(phone);
  await store.grant(seen);
  disk.isFull = true;
  await t.throwsAsync(store.replace(seen, { ...seen, ending }), notKept);
  disk.isFull = false;
  t.false(await store.replace(seen, { ...seen, endsAt: seen.endsAt + 1 }));
  t.like(store.authorisation(phone), { ending });
  await store.close();
});

test('a session moves to a device whose end the disk has refused, as soon as the end is kept', async (t) => {
  const { disk, below, store } = onDisk();
  const seen = authorisationOf(phone);
  const next = { ...seen, mac: laptop.mac };
  await store.grant(seen);
  await store.grant(authorisationOf(laptop));
  disk.isFull = true;
  await t.throwsAsync(store.end(laptop, ending), notKept);
  const over = store.authorisation(laptop);
  await t.throwsAsync(store.move(seen, next, over), { code: 'store-full' });
  disk.isFull = false;
  t.true(await store.move(seen, next, over));
  await store.close();
  t.deepEqual(await below.authorisations(), [next]);
});

test('a session whose end the disk has refused moves nowhere', async (t) => {
  const { disk, below, store } = onDisk();
  const seen = authorisationOf(phone);
  await store.grant(seen);
  disk.isFull = true;
  await t.throwsAsync(store.end(phone, ending), notKept);
  disk.isFull = false;
  t.false(await store.move(seen, { ...seen, mac: laptop.mac }, undefined));
  await store.close();
  t.is(below.authorisation(laptop), undefined);
});

test('what lets somebody in is refused on a full disk as ever', async (t) => {
  const { disk, store } = onDisk();
  disk.isFull = true;
  await t.throwsAsync(store.grant(authorisationOf(phone)), { code: 'store-full' });
  await t.throwsAsync(store.putListEntry(entryOf(phone, 'allow')), { code: 'store-full' });
  t.is(store.authorisation(phone), undefined);
  t.deepEqual(store.listEntriesFor(phone), []);
  await store.close();
});

test('who is denied on a full disk is denied, also where he was allowed before', async (t) => {
  const { disk, below, store } = onDisk();
  await store.putListEntry(entryEverywhere(phone, 'allow'));
  disk.isFull = true;
  await t.throwsAsync(store.putListEntry(entryEverywhere(phone, 'deny')), notKept);
  t.deepEqual(store.listEntriesFor(phone), [entryEverywhere(phone, 'deny')]);
  t.deepEqual(await store.listEntries(), [entryEverywhere(phone, 'deny')]);
  t.deepEqual(store.listEntriesFor(laptop), []);
  await t.throwsAsync(store.deleteListEntry({ mac: phone.mac }), { code: 'store-full' });
  disk.isFull = false;
  await store.close();
  t.deepEqual(await below.listEntries(), [entryEverywhere(phone, 'deny')]);
});

test('who is taken off the allow list on a full disk is off it', async (t) => {
  const { disk, below, store } = onDisk();
  await store.putListEntry(entryOf(phone, 'allow'));
  disk.isFull = true;
  await t.throwsAsync(store.deleteListEntry(phone), notKept);
  t.deepEqual(store.listEntriesFor(phone), []);
  disk.isFull = false;
  await store.close();
  t.deepEqual(await below.listEntries(), []);
});

test('an entry whose time is over is taken out when the disk can, and nobody’s who was denied since', async (t) => {
  const { disk, below, store } = onDisk();
  const [allowed, denied] = [entryOf(phone, 'allow'), entryOf(phone, 'deny')];
  await store.putListEntry(allowed);
  disk.isFull = true;
  await t.throwsAsync(store.putListEntry(denied), notKept);
  await t.throwsAsync(store.deleteListEntry(phone, denied), { code: 'store-full' });
  disk.isFull = false;
  t.is(await store.deleteListEntry(phone, allowed), undefined);
  t.deepEqual(store.listEntriesFor(phone), [denied]);
  t.deepEqual(await store.deleteListEntry(phone, denied), denied);
  await store.close();
  t.deepEqual(await below.listEntries(), []);
});

test('what an operator does later counts, and not what could not be kept before', async (t) => {
  const { disk, below, store } = onDisk();
  await store.grant(authorisationOf(phone));
  disk.isFull = true;
  await t.throwsAsync(store.end(phone, ending), notKept);
  await t.throwsAsync(store.putListEntry(entryOf(phone, 'deny')), notKept);
  disk.isFull = false;
  await store.grant(authorisationOf(phone, { method: 'operator' }));
  await store.putListEntry(entryOf(phone, 'allow'));
  await store.close();
  t.like(below.authorisation(phone), { method: 'operator' });
  t.is(below.authorisation(phone)?.ending, undefined);
  t.deepEqual(await below.listEntries(), [entryOf(phone, 'allow')]);
});

test('a closed store shuts out nobody more', async (t) => {
  const { store } = onDisk();
  await store.grant(authorisationOf(phone));
  await store.close();
  await t.throwsAsync(store.end(phone, ending), { code: 'shutting-down' });
  t.is(store.authorisation(phone)?.ending, undefined);
});

test('a change of a table that the disk refuses has not happened', async (t) => {
  const { disk, store } = onDisk();
  const users = store.table('users');
  disk.isFull = true;
  await t.throwsAsync(
    users.update('anna', () => userOf('anna')),
    { code: 'store-full' },
  );
  t.deepEqual(await users.all(), []);
  disk.isFull = false;
  await store.close();
});
