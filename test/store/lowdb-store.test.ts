import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { lastGoodOf, openLowdbStore } from '../../src/store/lowdb-store.js';
import { laptop, phone } from '../clients.js';
import { authorisationOf, entryEverywhere, entryOf, userOf } from '../records.js';
import { temporaryDirectory } from '../temporary-directory.js';
import { storeContract } from './store-contract.js';

storeContract('lowdb', async (t) => openLowdbStore(join(await temporaryDirectory(t), 'store.json')));

test('who was online and who is on a list is still known after a restart', async (t) => {
  const path = join(await temporaryDirectory(t), 'state', 'store.json');
  const first = await openLowdbStore(path);
  await first.grant(authorisationOf(phone, { user: 'anna', limits: { idleSeconds: 60 } }));
  await first.grant(authorisationOf(laptop));
  const ended = await first.end(laptop, { at: Date.UTC(2026, 0, 2, 13), terminateCause: 'Idle-Timeout' });
  await first.putListEntry(entryOf(phone, 'allow', { endsAt: Date.UTC(2027, 0, 1) }));
  await first.putListEntry(entryEverywhere(laptop, 'deny', { note: 'ünïcode "quoted"\n' }));
  await first.table('users').update('a', () => userOf('a'));
  const before = [await first.authorisations(), await first.listEntries()];
  await first.close();

  const second = await openLowdbStore(path);
  t.deepEqual([await second.authorisations(), await second.listEntries()], before);
  t.deepEqual(second.authorisation(laptop), ended);
  t.deepEqual(await second.table('users').all(), [userOf('a')]);
  await second.close();
});

test('nobody but the owner can read the store, its lock and its copy', async (t) => {
  const path = join(await temporaryDirectory(t), 'state', 'store.json');
  const store = await openLowdbStore(path);
  await store.grant(authorisationOf(phone));
  await store.close();
  for (const file of [path, lastGoodOf(path), `${path}.lock`])
    t.is((await stat(file)).mode & 0o777, 0o600, file);
  t.is((await stat(join(path, '..'))).mode & 0o777, 0o700);
});
