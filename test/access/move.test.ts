import test from 'ava';
import { authorise } from '../../src/access/authorise.js';
import { putListEntry } from '../../src/access/lists.js';
import { move } from '../../src/access/move.js';
import { revoke } from '../../src/access/revoke.js';
import { laptop, phone, printer } from '../clients.js';
import { entryOf } from '../records.js';
import { gateParts, hour } from './gate-parts.js';

test('what is left of one device’s session is another’s: end, user, limits and what it has used', async (t) => {
  const { gate, firewall, store, clock, enforced } = gateParts();
  await authorise(gate, phone, { ...hour, user: 'anna', limits: { idleSeconds: 60 } });
  const before = await store.authorisation(phone);
  const used = { inputBytes: 7, outputBytes: 8 };
  firewall.count(phone, used);
  clock.advance(600);
  t.true(await move(gate, phone, laptop));
  t.is(await store.authorisation(phone), undefined);
  t.deepEqual(await store.authorisation(laptop), { ...before, ...laptop, used } as never);
  t.is(await enforced(phone), undefined);
  t.like(await enforced(laptop), { kind: 'open', used });
});

test('while a session moves the firewall is closed for the old device before it is open for the new', async (t) => {
  const { gate, firewall } = gateParts();
  await authorise(gate, phone, hour);
  const steps: string[] = [];
  const setAccess = firewall.setAccess.bind(firewall);
  firewall.setAccess = async (client, access) => {
    await setAccess(client, access);
    steps.push(`${client.mac} ${access.kind}`);
  };
  await move(gate, phone, laptop);
  t.deepEqual(steps, [`${phone.mac} closed`, `${laptop.mac} open`]);
});

test('two devices that ask for the same session at once: one gets it', async (t) => {
  const { gate, enforced } = gateParts();
  await authorise(gate, phone, hour);
  const other = { ...laptop, mac: printer.mac };
  const outcomes = await Promise.all([move(gate, phone, laptop), move(gate, phone, other)]);
  t.deepEqual(outcomes.toSorted(), [false, true]);
  const open = [await enforced(laptop), await enforced(other)].filter((each) => each !== undefined);
  t.is(open.length, 1);
});

test('nothing moves that is over, that an operator has shut out, or onto a device that is in', async (t) => {
  const { gate, clock, store } = gateParts();
  t.false(await move(gate, phone, laptop));
  await authorise(gate, phone, hour);
  await authorise(gate, laptop, hour);
  t.false(await move(gate, phone, laptop));
  t.false(await move(gate, phone, phone));
  await revoke(gate, laptop, 'Admin-Reset');
  await putListEntry(gate, entryOf(phone, 'deny'));
  t.false(await move(gate, phone, laptop));
  await store.deleteListEntry(phone);
  clock.advance(3_600);
  t.false(await move(gate, phone, laptop));
});

test('no session moves to a zone where its login does not count', async (t) => {
  const { gate } = gateParts();
  await authorise(gate, phone, hour);
  t.false(await move(gate, phone, printer));
});
