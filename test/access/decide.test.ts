import test from 'ava';
import { decide } from '../../src/access/decide.js';
import { openMemoryStore } from '../../src/store/memory-store.js';
import { phone, staff } from '../clients.js';
import { handClock } from '../hand-clock.js';
import { authorisationOf, entryEverywhere, entryOf } from '../records.js';

const now = handClock()();
const past = { endsAt: now };
const future = { endsAt: now + 1 };

test('deny beats allow, allow beats an authorisation, whichever zone they speak of', async (t) => {
  const store = openMemoryStore();
  const state = async () => (await decide(store, phone, now)).state;
  t.is(await state(), 'captive');
  await store.grant(authorisationOf(phone));
  t.is(await state(), 'authorised');
  await store.putListEntry(entryEverywhere(phone, 'allow'));
  t.is(await state(), 'allowed');
  await store.putListEntry(entryOf(phone, 'deny'));
  t.is(await state(), 'denied');
  await store.putListEntry(entryOf(phone, 'allow'));
  t.is(await state(), 'allowed');
  await store.putListEntry(entryEverywhere(phone, 'deny'));
  t.is(await state(), 'denied');
});

test('what is past its end counts for nothing, swept or not', async (t) => {
  const store = openMemoryStore();
  await store.putListEntry(entryOf(phone, 'deny', past));
  await store.putListEntry(entryEverywhere(phone, 'allow', past));
  await store.grant(authorisationOf(phone, past));
  t.deepEqual(await decide(store, phone, now), { state: 'captive', ended: authorisationOf(phone, past) });
  t.is((await decide(store, phone, now - 1)).state, 'denied');

  await store.grant(authorisationOf(phone, future));
  t.is((await decide(store, phone, now)).state, 'authorised');
  await store.putListEntry(entryEverywhere(phone, 'allow', future));
  t.is((await decide(store, phone, now)).state, 'allowed');
});

test('an authorisation that was ended before its time is over', async (t) => {
  const store = openMemoryStore();
  await store.grant(authorisationOf(phone));
  const ended = await store.end(phone, { at: now, terminateCause: 'User-Request' });
  t.deepEqual(await decide(store, phone, now), { state: 'captive', ended });
});

test("another zone's authorisation and entries say nothing here", async (t) => {
  const store = openMemoryStore();
  await store.grant(authorisationOf({ ...phone, zone: staff }));
  await store.putListEntry(entryOf({ ...phone, zone: staff }, 'allow'));
  t.deepEqual(await decide(store, phone, now), { state: 'captive' });
});
