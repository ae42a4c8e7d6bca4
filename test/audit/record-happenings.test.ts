import test from 'ava';
import type { AuditRecord } from '../../src/audit/record.js';
import { recordHappenings } from '../../src/audit/record-happenings.js';
import { Happenings } from '../../src/happenings/happenings.js';
import { silentLog } from '../../src/system/log.js';
import { address, laptop, phone } from '../clients.js';
import { handClock } from '../hand-clock.js';
import { authorisationOf, entryOf, octets } from '../records.js';

function heard() {
  const clock = handClock();
  const happenings = new Happenings(silentLog);
  const records: AuditRecord[] = [];
  recordHappenings(happenings, clock, (record) => records.push(record));
  return { tell: happenings.tell, records, now: new Date(clock()).toISOString() };
}

const session = authorisationOf(phone, { user: 'ann', used: octets(1, 2) });
const endsAt = new Date(session.endsAt).toISOString();
const ofAnn = { ...phone, method: 'click-through', user: 'ann' };

test('a login is recorded with device, user and end', (t) => {
  const { tell, records, now } = heard();
  tell('session-started', { session });
  t.deepEqual(records, [{ at: now, what: 'session.started', ...ofAnn, endsAt }]);
});

test('what an operator does is recorded with his name, and what was before', (t) => {
  const { tell, records } = heard();
  const entry = entryOf(phone, 'deny', { note: 'cloned' });
  tell('session-ended', { session, terminateCause: 'Admin-Reset', by: 'eve' });
  tell('list-changed', { entry, before: { ...entry, kind: 'allow', note: '' }, by: 'eve' });
  tell('list-changed', { before: entry });
  t.like(records[0], {
    what: 'session.ended',
    cause: 'Admin-Reset',
    by: 'eve',
    inputBytes: 1,
    outputBytes: 2,
  });
  t.like(records[1], {
    ...{ what: 'list.changed', by: 'eve', mac: phone.mac },
    before: { kind: 'allow', zone: 'guest', note: '', endsAt: null },
    after: { kind: 'deny', zone: 'guest', note: 'cloned', endsAt: null },
  });
  t.is(records[2]?.after, null);
  t.false('by' in (records[2] ?? {}));
});

test('a session that goes on, on another device or with another end, is recorded with both', (t) => {
  const { tell, records } = heard();
  const moved = { ...session, ...laptop };
  tell('session-extended', { session: { ...session, endsAt: session.endsAt + 1 }, before: session });
  tell('session-moved', { session: moved, from: phone });
  t.like(records[0], { what: 'session.extended', before: { endsAt }, ...ofAnn });
  t.like(records[1], { what: 'session.moved', mac: laptop.mac, before: { ...phone }, after: { ...laptop } });
});

test('a login that failed is recorded, a reload and its faults, too', (t) => {
  const { tell, records } = heard();
  tell('login-failed', { client: phone, method: 'password', result: 'rejected', reason: 'wrong' });
  tell('configuration-loaded', {});
  tell('configuration-refused', { reason: '1 fault in gate511.yaml:\n  zones: nothing' });
  t.like(records[0], { what: 'login.failed', method: 'password', result: 'rejected', reason: 'wrong' });
  t.is(records[1]?.what, 'configuration.loaded');
  t.is(records[2]?.reason, '1 fault in gate511.yaml:\\u{a}  zones: nothing');
});

test('what a guest has typed stays readable, and moves or hides nothing', (t) => {
  const { tell, records } = heard();
  const user = `Zoë\u202eevil\n\u0007${'x'.repeat(500)}`;
  tell('session-started', { session: { ...session, user } });
  t.is(records[0]?.user, `Zoë\\u{202e}evil\\u{a}\\u{7}${'x'.repeat(190)}…`);
});

test('the addresses of a device are recorded when they change', (t) => {
  const { tell, records } = heard();
  const [before, addresses] = [[address('10.0.0.7')], [address('10.0.0.7'), address('10.0.0.8')]];
  tell('addresses-changed', { client: phone, addresses, before });
  t.like(records[0], { what: 'addresses.changed', mac: phone.mac, before, after: addresses });
});

test('of many differences of the firewall ten are named and all are counted', (t) => {
  const { tell, records } = heard();
  const difference = { client: phone, wanted: 'open', found: 'closed' };
  tell('clients-repaired', { differences: Array.from({ length: 12 }, () => difference) });
  t.like(records[0], { what: 'gateway.repaired', clients: 12 });
  t.like(records[0]?.differences, { length: 10 });
});
