import test from 'ava';
import { authorise } from '../../src/access/authorise.js';
import { deleteListEntry, putListEntry } from '../../src/access/lists.js';
import { phone, staff } from '../clients.js';
import { entryEverywhere, entryOf } from '../records.js';
import { gateParts, hour } from './gate-parts.js';

const elsewhere = { ...phone, zone: staff };

test('an entry for all zones opens all of them, that of a zone only this one', async (t) => {
  const { gate, enforced, log } = gateParts();
  await putListEntry(gate, entryEverywhere(phone, 'allow', { by: 'anna' }));
  t.like(await enforced(phone), { kind: 'open' });
  t.like(await enforced(elsewhere), { kind: 'open' });
  await putListEntry(gate, entryOf(elsewhere, 'deny'));
  t.like(await enforced(phone), { kind: 'open' });
  t.like(await enforced(elsewhere), { kind: 'denied' });
  t.deepEqual(
    log.lines.map(({ message, fields }) => [message, fields.zone, fields.by]),
    [
      ['put on the allow list', '*', 'anna'],
      ['put on the deny list', 'staff', 'operator'],
    ],
  );
});

test('who is taken off the deny list is what he was before', async (t) => {
  const { gate, enforced } = gateParts();
  await authorise(gate, phone, hour);
  await putListEntry(gate, entryEverywhere(phone, 'deny'));
  t.like(await enforced(phone), { kind: 'denied' });
  t.deepEqual(await deleteListEntry(gate, { mac: phone.mac }), entryEverywhere(phone, 'deny'));
  t.like(await enforced(phone), { kind: 'open' });
  t.is(await enforced(elsewhere), undefined);
});

test('who is taken off the allow list and did not log in is captive again', async (t) => {
  const { gate, enforced } = gateParts();
  await putListEntry(gate, entryOf(phone, 'allow'));
  await deleteListEntry(gate, phone);
  t.is(await enforced(phone), undefined);
  t.is(await deleteListEntry(gate, phone), undefined);
});

test('an entry with an end gives it to the firewall', async (t) => {
  const { gate, enforced, clock } = gateParts();
  const endsAt = clock() + 60_000;
  await putListEntry(gate, entryOf(phone, 'deny', { endsAt }));
  t.like(await enforced(phone), { kind: 'denied', endsAt });
  await putListEntry(gate, entryOf(phone, 'allow', { endsAt }));
  t.like(await enforced(phone), { kind: 'open', endsAt });
});
