import test from 'ava';
import { Ledger } from '../../../src/login/radius/ledger.js';
import { notesOf, type SessionNotes, sessionIn } from '../../../src/login/radius/session-notes.js';
import type { Authorisation, Usage } from '../../../src/store/authorisation.js';
import { address, laptop, phone, printer } from '../../clients.js';

const usage = (bytes: number): Usage => ({
  ...{ inputBytes: bytes, outputBytes: 2 * bytes, inputPackets: 1, outputPackets: 2 },
});
const notes = (change: Partial<SessionNotes> = {}): SessionNotes => ({
  ...{ session: 'one', userName: 'bob', server: 'first', classes: ['0a'] },
  ...change,
});
const online = (change: Partial<Authorisation> = {}, of: Partial<SessionNotes> = {}): Authorisation => ({
  ...{ ...phone, method: 'radius', startedAt: 1_000, endsAt: 9_000_000, limits: {}, used: usage(0) },
  notes: notesOf(notes(of)),
  ...change,
});
const ended: Partial<Authorisation> = {
  ending: { at: 5_000, terminateCause: 'Idle-Timeout' },
  used: usage(70),
};

const open = (most = 100, contents: ConstructorParameters<typeof Ledger>[0] = { open: [], waiting: [] }) =>
  new Ledger(contents, () => [address('192.0.2.10')], most);
const told = (ledger: Ledger) =>
  ledger.contents.waiting.map(({ status, session, at, used, terminateCause }) => {
    const cause = terminateCause ? [terminateCause] : [];
    return [status, session, at, used.inputBytes, ...cause];
  });

test('what a session is made of comes out of its notes as it went in', (t) => {
  const full = notes({
    ...{ classes: ['0a', 'ff'], interimSeconds: 60, startedAt: 5, before: usage(3) },
    ...{ inputBytes: 10, outputBytes: 20, asksAgain: true },
  });
  t.deepEqual(sessionIn(notesOf(full)), full);
  t.deepEqual(sessionIn(notesOf(notes({ classes: [] }))), notes({ classes: [] }));
  t.is(sessionIn({ from: 'guest' }), undefined);
});

test('a session that the store has begun is told once, and so is its end', (t) => {
  const ledger = open();
  for (const _ of [1, 2]) ledger.see(phone, online(), 2_000);
  for (const _ of [1, 2]) ledger.see(phone, online(ended), 6_000);
  t.deepEqual(told(ledger), [
    ['Start', 'one', 1_000, 0],
    ['Stop', 'one', 5_000, 70, 'Idle-Timeout'],
  ]);
});

test('a login by another method is none of its business', (t) => {
  const ledger = open();
  ledger.see(phone, online({ method: 'voucher' }), 2_000);
  t.deepEqual(told(ledger), []);
});

test('after a restart it tells what it has not told: neither twice nor not at all', (t) => {
  const before = open();
  before.see(phone, online(), 2_000);
  before.see(laptop, online(laptop, { session: 'two' }), 2_000);
  for (const record of before.next(10)) before.told(record);
  const contents = JSON.parse(JSON.stringify(before.contents));
  const after = open(100, contents);
  after.see(phone, online(ended), 9_000);
  after.see(laptop, undefined, 9_000);
  after.see(printer, online(printer, { session: 'three' }), 9_000);
  t.deepEqual(told(after), [
    ['Stop', 'one', 5_000, 70, 'Idle-Timeout'],
    ['Stop', 'two', 9_000, 0, 'NAS-Error'],
    ['Start', 'three', 1_000, 0],
  ]);
});

test('another user on the same device ends the session of the first, and does not inherit what it used', (t) => {
  const ledger = open();
  ledger.see(phone, online(), 2_000);
  const second = { session: 'two', userName: 'alice', startedAt: 4_000, before: usage(50) };
  ledger.see(phone, online({ used: usage(50) }, second), 4_000);
  ledger.see(phone, online(ended, second), 6_000);
  t.deepEqual(told(ledger), [
    ['Start', 'one', 1_000, 0],
    ['Stop', 'one', 4_000, 50, 'User-Request'],
    ['Start', 'two', 4_000, 0],
    ['Stop', 'two', 5_000, 20, 'Idle-Timeout'],
  ]);
});

test('a session that moves to another device goes on there', (t) => {
  const ledger = open();
  ledger.see(phone, online(), 2_000);
  ledger.move(phone, laptop, 3_000);
  ledger.see(laptop, online(laptop), 3_000);
  ledger.see(laptop, online({ ...laptop, ...ended }), 6_000);
  const [start, stop] = ledger.contents.waiting;
  t.deepEqual([start?.status, start?.mac], ['Start', phone.mac]);
  t.deepEqual([stop?.status, stop?.mac, stop?.session], ['Stop', laptop.mac, 'one']);
});

test('of what a session has used only the latest word waits, and the last one of all takes its place', (t) => {
  const ledger = open();
  ledger.see(phone, online(), 2_000);
  for (const bytes of [10, 20])
    for (const session of [...ledger.open]) ledger.update(session, usage(bytes), 3_000 + bytes);
  t.deepEqual(told(ledger).at(-1), ['Interim-Update', 'one', 3_020, 20]);
  t.is(told(ledger).length, 2);
  ledger.see(phone, online(ended), 6_000);
  t.deepEqual(
    told(ledger).map(([status]) => status),
    ['Start', 'Stop'],
  );
});

test('of each session one record is sent at a time, in order', (t) => {
  const ledger = open();
  ledger.see(phone, online(), 2_000);
  ledger.see(phone, online(ended), 2_000);
  ledger.see(laptop, online(laptop, { session: 'two' }), 2_000);
  const first = ledger.next(10);
  t.deepEqual(
    first.map(({ status, session }) => [status, session]),
    [
      ['Start', 'one'],
      ['Start', 'two'],
    ],
  );
  for (const record of first) ledger.told(record);
  t.deepEqual(
    ledger.next(10).map(({ status }) => status),
    ['Stop'],
  );
});

test('a session that cannot be told of comes after the others, in its own order', (t) => {
  const ledger = open();
  ledger.see(phone, online(), 2_000);
  ledger.see(phone, online(ended), 2_000);
  ledger.see(laptop, online(laptop, { session: 'two' }), 2_000);
  for (const record of ledger.next(1)) ledger.postpone(record);
  t.deepEqual(
    told(ledger).map(([status, session]) => [status, session]),
    [
      ['Start', 'two'],
      ['Start', 'one'],
      ['Stop', 'one'],
    ],
  );
});

test('what waits has a bound: progress is let go first, then what is oldest, and it is counted', (t) => {
  const ledger = open(2);
  ledger.see(phone, online(), 2_000);
  for (const session of [...ledger.open]) ledger.update(session, usage(5), 3_000);
  ledger.see(laptop, online(laptop, { session: 'two' }), 4_000);
  t.deepEqual(
    told(ledger).map(([status, session]) => [status, session]),
    [
      ['Start', 'one'],
      ['Start', 'two'],
    ],
  );
  ledger.see(phone, online(ended), 5_000);
  t.deepEqual(
    told(ledger).map(([status, session]) => [status, session]),
    [
      ['Start', 'two'],
      ['Stop', 'one'],
    ],
  );
  t.is(ledger.lost, 2);
});
