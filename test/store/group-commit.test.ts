import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { openLowdbStore } from '../../src/store/lowdb-store.js';
import { clientNumber, laptop, phone } from '../clients.js';
import { authorisationOf } from '../records.js';
import { temporaryDirectory } from '../temporary-directory.js';
import { failure, WatchedDisk } from './watched-disk.js';

async function openWatched(t: ExecutionContext) {
  const disk = new WatchedDisk();
  const path = join(await temporaryDirectory(t), 'store.json');
  const store = await openLowdbStore(path, disk);
  t.teardown(() => store.close());
  disk.calls.length = 0;
  const writes = () => disk.calls.filter((call) => call.startsWith('write ')).length;
  return { disk, store, writes, onDisk: () => readFile(path, 'utf8') };
}

test('a thousand people who log in at once share few writes', async (t) => {
  const { store, writes, onDisk } = await openWatched(t);
  const clients = Array.from({ length: 1_000 }, (_, number) => clientNumber(number));
  await Promise.all(clients.map((client) => store.grant(authorisationOf(client))));
  t.is(writes(), 1);
  t.is((await store.authorisations()).length, 1_000);
  t.regex(await onDisk(), /02:ff:00:00:03:e7/);
});

test('nobody is told before the write that holds his change is complete', async (t) => {
  const { disk, store, writes, onDisk } = await openWatched(t);
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const told: string[] = [];
  let reached = () => {};
  const atSync = new Promise<void>((resolve) => {
    reached = resolve;
  });
  disk.before = (call) => {
    if (!call.startsWith('sync .store')) return undefined;
    reached();
    return held;
  };
  store.subscribe(
    (change) => change.kind === 'authorisation' && told.push(`feed ${change.authorisation.mac}`),
  );
  const first = store.grant(authorisationOf(phone)).then(() => told.push('first'));
  await atSync;
  const late = store.grant(authorisationOf(laptop)).then(() => told.push('late'));
  t.is(store.authorisation(phone), undefined);
  t.deepEqual(told, []);
  release();
  await first;
  t.regex(await onDisk(), new RegExp(phone.mac));
  await late;
  t.regex(await onDisk(), new RegExp(laptop.mac));
  t.deepEqual(told, [`feed ${phone.mac}`, 'first', `feed ${laptop.mac}`, 'late']);
  t.is(writes(), 2);
});

test('what changes nothing is not written', async (t) => {
  const { store, writes } = await openWatched(t);
  await store.end(phone, { at: 0, terminateCause: 'Admin-Reset' });
  await store.deleteListEntry(phone);
  await store.replace(authorisationOf(phone), authorisationOf(phone));
  await store.purge(Infinity, Infinity);
  t.is(writes(), 0);
});

const faults = [
  ['ENOSPC', 'store-full', 507],
  ['EDQUOT', 'store-full', 507],
  ['EIO', 'store-unavailable', 503],
] as const;

for (const [errno, code, status] of faults)
  for (const failing of ['write .store', 'sync .store', 'rename .store'])
    test(`${errno} at "${failing}" is told as ${code} to all who shared the write, and nothing changed`, async (t) => {
      const { disk, store, onDisk } = await openWatched(t);
      await store.grant(authorisationOf(phone));
      const before = await onDisk();
      const heard: unknown[] = [];
      store.subscribe((change) => heard.push(change));
      disk.before = (call) => {
        if (call.startsWith(failing)) throw failure(errno);
      };
      const outcomes = await Promise.allSettled([
        store.grant(authorisationOf(laptop)),
        store.end(phone, { at: 1, terminateCause: 'Admin-Reset' }),
      ]);
      for (const outcome of outcomes)
        t.like(outcome, { status: 'rejected', reason: { name: 'PortalError', code, status } });
      t.deepEqual(await store.authorisations(), [authorisationOf(phone)]);
      t.is(await onDisk(), before);
      t.deepEqual(heard, []);

      disk.before = () => undefined;
      await store.grant(authorisationOf(laptop));
      t.deepEqual(await store.authorisations(), [authorisationOf(phone), authorisationOf(laptop)]);
      t.regex(await onDisk(), new RegExp(laptop.mac));
    });

test('when the directory cannot be synced nobody is told that it was kept, and a restart does not bring it back', async (t) => {
  const { disk, store, onDisk } = await openWatched(t);
  await store.grant(authorisationOf(phone));
  const before = await onDisk();
  disk.before = (call) => {
    if (call.startsWith('sync gate511-')) {
      disk.before = () => undefined;
      throw failure('EIO');
    }
  };
  await t.throwsAsync(store.grant(authorisationOf(laptop)), { code: 'store-unavailable' });
  t.is(await onDisk(), before);
  t.is(store.authorisation(laptop), undefined);
});
