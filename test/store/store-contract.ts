import test, { type ExecutionContext } from 'ava';
import type { Change, Store } from '../../src/store/store.js';
import { laptop, phone, printer, staff } from '../clients.js';
import { authorisationOf, entryEverywhere, entryOf, octets, userOf } from '../records.js';

const ending = { at: Date.UTC(2026, 0, 2, 13), terminateCause: 'User-Request' } as const;
const used = octets(5, 6);

/** What every Store promises. */
export function storeContract(name: string, open: (t: ExecutionContext) => Promise<Store>): void {
  const promise = (title: string, body: (t: ExecutionContext, store: Store) => Promise<void>) =>
    test(`${name}: ${title}`, async (t) => {
      const store = await open(t);
      await body(t, store);
      await store.close();
    });

  promise('a client that never logged in has no authorisation', async (t, store) => {
    t.is(store.authorisation(phone), undefined);
    t.deepEqual(await store.authorisations(), []);
  });

  promise('a grant takes the place of what the client had, and of no other client', async (t, store) => {
    const first = authorisationOf(phone);
    const second = authorisationOf(phone, { method: 'operator', user: 'anna' });
    await store.grant(first);
    await store.grant(authorisationOf(laptop));
    await store.grant(second);
    t.deepEqual(store.authorisation(phone), second);
    t.deepEqual(store.authorisation(laptop), authorisationOf(laptop));
    t.is((await store.authorisations()).length, 2);
  });

  promise('the same device in two zones is two clients', async (t, store) => {
    await store.grant(authorisationOf(phone));
    t.is(store.authorisation({ mac: phone.mac, zone: staff }), undefined);
  });

  promise('an end keeps the record, with its cause and its last usage', async (t, store) => {
    await store.grant(authorisationOf(phone));
    const ended = { ...authorisationOf(phone), used, ending };
    t.deepEqual(await store.end(phone, ending, used), ended);
    t.deepEqual(store.authorisation(phone), ended);
  });

  promise('without a last usage an end keeps the one that was written before', async (t, store) => {
    await store.grant(authorisationOf(phone, { used }));
    t.deepEqual((await store.end(phone, ending))?.used, used);
  });

  promise('only what is in force can be ended, and only once', async (t, store) => {
    t.is(await store.end(phone, ending), undefined);
    await store.grant(authorisationOf(phone));
    const both = await Promise.all([store.end(phone, ending), store.end(phone, ending)]);
    t.is(both.filter((ended) => ended !== undefined).length, 1);
  });

  promise('an edit that throws is its own failure, and not that of changes beside it', async (t, store) => {
    await store.grant(authorisationOf(phone));
    const [edits, login, revocation] = await Promise.allSettled([
      store.table('users').updateAll([
        ['anna', () => userOf('anna')],
        ['bert', refuse],
      ]),
      store.grant(authorisationOf(laptop)),
      store.end(phone, ending),
    ]);
    t.is(edits.status === 'rejected' && edits.reason.message, 'not this one');
    t.is(login.status, 'fulfilled');
    t.is(revocation.status, 'fulfilled');
    t.deepEqual(store.authorisation(laptop), authorisationOf(laptop));
    t.deepEqual(store.authorisation(phone)?.ending, ending);
    t.deepEqual(await store.table('users').all(), []);
  });

  promise('what the firewall has counted of an account is the least that it has used', async (t, store) => {
    const key = 'user/voucher/anna';
    await store.usedAtLeast(key, 100);
    t.is(store.account(key), undefined);
    await store.grant(authorisationOf(phone, { account: key }));
    for (const [bytes, counts] of [
      [100, 100],
      [50, 100],
      [150, 150],
    ] as const) {
      await store.usedAtLeast(key, bytes);
      t.is(store.account(key)?.bytes, counts);
    }
  });

  promise('a replacement compares by value and happens once', async (t, store) => {
    await store.grant(authorisationOf(phone));
    const next = authorisationOf(phone, { used });
    const outcomes = await Promise.all([
      store.replace(authorisationOf(phone), next),
      store.replace(authorisationOf(phone), authorisationOf(phone, { method: 'other' })),
    ]);
    t.deepEqual(outcomes, [true, false]);
    t.deepEqual(store.authorisation(phone), next);
    t.false(await store.replace(authorisationOf(laptop), authorisationOf(laptop)));
    t.is(store.authorisation(laptop), undefined);
  });

  promise(
    'a move takes the authorisation from one client to another in one step, and happens once',
    async (t, store) => {
      const over = authorisationOf(printer, { ending });
      await store.grant(authorisationOf(phone));
      await store.grant(over);
      const next = authorisationOf(printer, { home: phone.zone });
      const heard: Change[] = [];
      store.subscribe((change) => heard.push(change));
      t.false(await store.move(authorisationOf(phone), next, undefined));
      t.false(await store.move(authorisationOf(phone, { used }), next, over));
      const outcomes = await Promise.all([
        store.move(authorisationOf(phone), next, over),
        store.move(authorisationOf(phone), authorisationOf(laptop), undefined),
      ]);
      t.deepEqual(outcomes, [true, false]);
      t.deepEqual(await store.authorisations(), [next]);
      t.deepEqual(heard, [{ kind: 'authorisation-moved', authorisation: next, from: phone }]);
    },
  );

  promise('nothing moves in the place of what has not been ended', async (t, store) => {
    const both = [authorisationOf(phone), authorisationOf(printer)];
    for (const each of both) await store.grant(each);
    t.false(await store.move(authorisationOf(phone), authorisationOf(printer), authorisationOf(printer)));
    t.deepEqual(await store.authorisations(), both);
  });

  promise('everything that is kept is given, and takes the place of everything', async (t, store) => {
    await store.grant(authorisationOf(phone));
    await store.putListEntry(entryOf(phone, 'allow'));
    const earlier = await store.everything();
    await store.end(phone, ending);
    await store.grant(authorisationOf(laptop));
    await store.deleteListEntry(phone);
    await store.replaceAll(earlier, 0);
    t.deepEqual(await store.authorisations(), [authorisationOf(phone)]);
    t.deepEqual(await store.listEntries(), [entryOf(phone, 'allow')]);
    t.deepEqual(await store.everything(), earlier);
  });

  promise('a purge forgets what ended before then, and nothing that is in force', async (t, store) => {
    await store.grant(authorisationOf(phone));
    await store.grant(authorisationOf(laptop));
    await store.grant(authorisationOf(printer));
    await store.end(phone, ending);
    await store.end(laptop, { ...ending, at: ending.at + 1 });
    await store.purge(ending.at + 1, 0);
    t.deepEqual(
      (await store.authorisations()).map(({ mac }) => mac),
      [laptop.mac, printer.mac],
    );
  });

  promise('the entries for a client are that of its zone and that of all zones', async (t, store) => {
    const own = entryOf(phone, 'deny');
    const everywhere = entryEverywhere(phone, 'allow');
    for (const entry of [
      own,
      everywhere,
      entryOf({ ...phone, zone: staff }, 'allow'),
      entryOf(laptop, 'allow'),
    ])
      await store.putListEntry(entry);
    t.deepEqual(store.listEntriesFor(phone), [own, everywhere]);
    t.deepEqual(store.listEntriesFor(printer), []);
    t.is((await store.listEntries()).length, 4);
  });

  promise('an entry put again replaces the one of the same device and zone', async (t, store) => {
    await store.putListEntry(entryOf(phone, 'allow'));
    await store.putListEntry(entryOf(phone, 'deny', { note: 'noisy' }));
    t.deepEqual(await store.listEntries(), [entryOf(phone, 'deny', { note: 'noisy' })]);
  });

  promise('deleting an entry gives it back; there is no second time', async (t, store) => {
    await store.putListEntry(entryEverywhere(phone, 'deny'));
    t.is(await store.deleteListEntry(phone), undefined);
    t.deepEqual(await store.deleteListEntry({ mac: phone.mac }), entryEverywhere(phone, 'deny'));
    t.is(await store.deleteListEntry({ mac: phone.mac }), undefined);
    t.deepEqual(await store.listEntries(), []);
  });

  promise('an entry is left where it is no longer the expected one', async (t, store) => {
    const [before, renewed] = [entryOf(phone, 'deny'), entryOf(phone, 'deny', { note: 'noisy' })];
    await store.putListEntry(before);
    const outcomes = await Promise.all([store.putListEntry(renewed), store.deleteListEntry(phone, before)]);
    t.deepEqual(outcomes, [undefined, undefined]);
    t.deepEqual(await store.listEntries(), [renewed]);
    t.deepEqual(await store.deleteListEntry(phone, { ...renewed }), renewed);
    t.is(await store.deleteListEntry(phone, renewed), undefined);
  });

  promise(
    'subscribers hear of each change in order, when it can be read, until they leave',
    async (t, store) => {
      const heard: Change[] = [];
      const leave = store.subscribe((change) => heard.push(change));
      const entry = entryOf(laptop, 'allow');
      await Promise.all([
        store.grant(authorisationOf(phone)),
        store.putListEntry(entry),
        store.end(phone, ending, used),
        store.end(phone, ending, used),
        store.deleteListEntry(entry),
      ]);
      t.deepEqual(heard, [
        { kind: 'authorisation', authorisation: authorisationOf(phone) },
        { kind: 'list-entry', entry },
        { kind: 'authorisation', authorisation: { ...authorisationOf(phone), used, ending } },
        { kind: 'list-entry-deleted', entry },
      ]);
      leave();
      await store.grant(authorisationOf(phone));
      t.is(heard.length, 4);
    },
  );

  promise('a table gives what was put into it, until it is taken out', async (t, store) => {
    const users = store.table('users');
    const anna = userOf('anna');
    t.deepEqual([await users.get('anna'), await users.all()], [undefined, []]);
    t.is(await users.update('anna', () => anna), anna);
    t.deepEqual([await users.get('anna'), await users.all()], [anna, [anna]]);
    t.deepEqual(await store.table('vouchers').all(), []);
    t.is(await users.update('anna', () => undefined), undefined);
    t.deepEqual([await users.get('anna'), await users.all()], [undefined, []]);
  });

  promise('of a hundred edits of one record at once each sees what the others did', async (t, store) => {
    const users = store.table('users');
    const take = (turn: number) =>
      users.update('anna', (before) => before ?? userOf('anna', { note: `taken by ${turn}` }));
    const taken = await Promise.all(Array.from({ length: 100 }, (_, turn) => take(turn)));
    t.deepEqual(new Set(taken.map((user) => user?.note)), new Set(['taken by 0']));
    await Promise.all(
      taken.map(() => users.update('anna', (user) => user && { ...user, devices: (user.devices ?? 0) + 1 })),
    );
    t.is((await users.get('anna'))?.devices, 100);
  });

  promise('many records of a table change together', async (t, store) => {
    const users = store.table('users');
    await users.updateAll(['anna', 'ben', 'cleo'].map((name) => [name, () => userOf(name)]));
    await users.updateAll([
      ['anna', () => undefined],
      ['ben', (ben) => ben && { ...ben, isApproved: false }],
      ['dora', (dora) => dora],
    ]);
    t.deepEqual(await users.all(), [userOf('ben', { isApproved: false }), userOf('cleo')]);
  });

  promise('a change that comes just after another one does not wait for a third', async (t, store) => {
    for (let turns = 0; turns < 20; turns += 1) {
      await store.grant(authorisationOf(phone));
      for (let turn = 0; turn < turns; turn += 1) await undefined;
      await store.grant(authorisationOf(laptop, { startedAt: turns }));
      t.is(store.authorisation(laptop)?.startedAt, turns);
    }
  });

  promise('what was read does not change when the store does', async (t, store) => {
    await store.grant(authorisationOf(phone));
    const read = store.authorisation(phone);
    const all = await store.authorisations();
    await store.end(phone, ending);
    t.deepEqual(read, authorisationOf(phone));
    t.deepEqual(all, [authorisationOf(phone)]);
  });

  promise('closing finishes what was begun and refuses what comes later', async (t, store) => {
    const begun = store.grant(authorisationOf(phone));
    const closed = store.close();
    await t.throwsAsync(store.grant(authorisationOf(laptop)), { code: 'shutting-down' });
    await t.notThrowsAsync(begun);
    await closed;
    await t.throwsAsync(store.putListEntry(entryOf(phone, 'deny')), { code: 'shutting-down' });
    t.deepEqual(await store.authorisations(), [authorisationOf(phone)]);
  });
}

function refuse(): never {
  throw new Error('not this one');
}
