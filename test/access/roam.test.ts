import test from 'ava';
import { authorise } from '../../src/access/authorise.js';
import { decide } from '../../src/access/decide.js';
import type { Gate } from '../../src/access/gate.js';
import { putListEntry } from '../../src/access/lists.js';
import { revoke } from '../../src/access/revoke.js';
import { arrive, endStrays } from '../../src/access/roam.js';
import type { Client } from '../../src/client/client.js';
import { guest, laptop, phone, staff, zone } from '../clients.js';
import { entryOf } from '../records.js';
import { gateParts, hour } from './gate-parts.js';

const garden = zone('garden');
const inStaff = { ...phone, zone: staff };
const inGarden = { ...phone, zone: garden };

/** Staff takes guests’ logins, and the garden those of staff. */
function roaming() {
  const parts = gateParts();
  const roam = new Map([
    [staff, [guest]],
    [garden, [staff]],
  ]);
  const gate: Gate = { ...parts.gate, zones: [guest, staff, garden], roam };
  return { ...parts, gate };
}

async function stateOf(gate: Gate, client: Client): Promise<string> {
  await arrive(gate, client);
  return (await decide(gate.store, client, gate.clock())).state;
}

test('a login counts in its own zone only, where nobody says otherwise', async (t) => {
  const { gate } = gateParts();
  await authorise(gate, phone, hour);
  t.is(await stateOf(gate, inStaff), 'captive');
  t.is(await stateOf(gate, phone), 'authorised');
});

test('a login goes along to a zone where it counts, and back home', async (t) => {
  const { gate, store, enforced } = roaming();
  await authorise(gate, phone, hour);
  const before = store.authorisation(phone);
  t.is(await stateOf(gate, inStaff), 'authorised');
  t.deepEqual(await store.authorisations(), [{ ...before, zone: staff, home: guest } as never]);
  t.is(await enforced(phone), undefined);
  t.like(await enforced(inStaff), { kind: 'open' });
  t.is(await stateOf(gate, phone), 'authorised');
  t.deepEqual(await store.authorisations(), [before as never]);
  t.is(await enforced(inStaff), undefined);
});

test('it is the zone of the login that counts, not the one the device comes from', async (t) => {
  const { gate } = roaming();
  await authorise(gate, phone, hour);
  t.is(await stateOf(gate, inStaff), 'authorised');
  t.is(await stateOf(gate, inGarden), 'captive');
});

test('one way is not the other way', async (t) => {
  const { gate } = roaming();
  await authorise(gate, inStaff, hour);
  t.is(await stateOf(gate, phone), 'captive');
  t.is(await stateOf(gate, inGarden), 'authorised');
});

test('wherever the device is, revoking ends it for all zones', async (t) => {
  const { gate } = roaming();
  await authorise(gate, phone, hour);
  await stateOf(gate, inStaff);
  await revoke(gate, inStaff, 'Admin-Reset');
  t.is(await stateOf(gate, inStaff), 'captive');
  t.is(await stateOf(gate, phone), 'captive');
});

test('it ends when it should, also elsewhere', async (t) => {
  const { gate, clock } = roaming();
  await authorise(gate, phone, hour);
  t.is(await stateOf(gate, inStaff), 'authorised');
  clock.advance(3_600);
  t.is(await stateOf(gate, inStaff), 'captive');
  t.is(await stateOf(gate, phone), 'captive');
});

test('a device that is shut out of either zone brings nothing along', async (t) => {
  const { gate } = roaming();
  await authorise(gate, phone, hour);
  await putListEntry(gate, entryOf(inStaff, 'deny'));
  t.is(await stateOf(gate, inStaff), 'denied');
  await gate.store.deleteListEntry(inStaff);
  await putListEntry(gate, entryOf(phone, 'deny'));
  t.is(await stateOf(gate, inStaff), 'captive');
});

test('when the configuration takes the permission back, what had come along ends and nothing else', async (t) => {
  const { gate, store, firewall } = roaming();
  await authorise(gate, phone, hour);
  await authorise(gate, laptop, hour);
  await stateOf(gate, inStaff);
  const used = { inputBytes: 5_000, outputBytes: 70_000, inputPackets: 50, outputPackets: 60 };
  firewall.count(inStaff, used);
  await gate.usage.read();
  const { roam: _, ...without } = gate;
  await endStrays(gate);
  t.is(await stateOf(gate, inStaff), 'authorised');
  await endStrays(without);
  t.is(await stateOf(without, inStaff), 'captive');
  t.deepEqual(store.authorisation(inStaff)?.used, used);
  t.is(await stateOf(without, laptop), 'authorised');
});
