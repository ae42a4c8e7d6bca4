import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import test from 'ava';
import { OperatorError } from '../../src/errors.js';
import { openLowdbStore } from '../../src/store/lowdb-store.js';
import { phone } from '../clients.js';
import { authorisationOf } from '../records.js';
import { temporaryDirectory } from '../temporary-directory.js';

const refusal = { instanceOf: OperatorError, message: /another gate511 uses this store .*stop it first/ };

test('a store has one daemon at a time', async (t) => {
  const path = join(await temporaryDirectory(t), 'store.json');
  const first = await openLowdbStore(path);
  await t.throwsAsync(openLowdbStore(path), refusal);
  await first.grant(authorisationOf(phone));
  await first.close();
  const second = await openLowdbStore(path);
  t.deepEqual(second.authorisation(phone), authorisationOf(phone));
  await second.close();
});

test('a daemon that was killed leaves no lock behind, and nothing that it confirmed is lost', async (t) => {
  const path = join(await temporaryDirectory(t), 'store.json');
  const holder = spawn(process.execPath, [join(import.meta.dirname, 'store-holder.js'), path], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [said] = (await once(holder.stdout, 'data')) as [Buffer];
  t.is(said.toString(), 'confirmed\n');
  await t.throwsAsync(openLowdbStore(path), refusal);
  holder.kill('SIGKILL');
  await once(holder, 'exit');
  const store = await openLowdbStore(path);
  t.deepEqual(store.authorisation(phone), authorisationOf(phone));
  await store.close();
});
