import test from 'ava';
import { authorise } from '../../src/access/authorise.js';
import { putListEntry } from '../../src/access/lists.js';
import { revoke, revokeUnchanged } from '../../src/access/revoke.js';
import { unused } from '../../src/store/authorisation.js';
import { laptop, phone } from '../clients.js';
import { entryOf, octets } from '../records.js';
import { gateParts, hour } from './gate-parts.js';

const used = octets(10, 20);

test('a revoke closes the firewall, keeps the cause and the last usage, and is logged', async (t) => {
  const { gate, store, clock, enforced, firewall, usage, log } = gateParts();
  await authorise(gate, phone, hour);
  await authorise(gate, laptop, hour);
  firewall.count(phone, used);
  await usage.read();
  clock.advance(60);
  const ended = await revoke(gate, phone, 'User-Request');
  t.like(ended, { used, ending: { at: clock(), terminateCause: 'User-Request' } });
  t.deepEqual(store.authorisation(phone), ended);
  t.is(await enforced(phone), undefined);
  t.like(await enforced(laptop), { kind: 'open' });
  t.like(log.lines.at(-1), {
    message: 'authorisation ended',
    fields: { mac: phone.mac, terminateCause: 'User-Request' },
  });
});

test('who has no authorisation has none to revoke', async (t) => {
  const { gate, log } = gateParts();
  t.is(await revoke(gate, phone, 'Admin-Reset'), undefined);
  t.deepEqual(log.lines, []);
});

test('who is on the allow list stays online when his authorisation is revoked', async (t) => {
  const { gate, enforced } = gateParts();
  await authorise(gate, phone, hour);
  await putListEntry(gate, entryOf(phone, 'allow'));
  await revoke(gate, phone, 'Admin-Reset');
  t.like(await enforced(phone), { kind: 'open' });
});

test('what was used before a new login is not counted to it', async (t) => {
  const { gate, firewall, usage } = gateParts();
  await authorise(gate, phone, hour);
  firewall.count(phone, used);
  await usage.read();
  t.like(await revoke(gate, phone, 'User-Request'), { used });
  await authorise(gate, phone, hour);
  t.like(await revoke(gate, phone, 'User-Request'), { used: unused });
});

test('an authorisation that was extended meanwhile is not ended by who saw the old one', async (t) => {
  const { gate, store, clock, enforced } = gateParts();
  await authorise(gate, phone, hour);
  const seen = store.authorisation(phone);
  clock.advance(10);
  await authorise(gate, phone, hour);
  if (seen) await revokeUnchanged(gate, seen, { terminateCause: 'Session-Timeout' });
  t.is(store.authorisation(phone)?.ending, undefined);
  t.like(await enforced(phone), { kind: 'open' });
});
