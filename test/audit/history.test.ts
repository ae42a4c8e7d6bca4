import test from 'ava';
import { readHistory } from '../../src/audit/history.js';
import type { HistoryQuery } from '../../src/audit/past-session.js';
import type { AuditRecord } from '../../src/audit/record.js';
import { laptop, phone } from '../clients.js';
import { always, at, brief, openTrail, record } from './trails.js';

const seven = '10.0.0.7';
const started = (time: string, members: object) => record(time, 'session.started', members);
const ended = (time: string, members: object) =>
  record(time, 'session.ended', { startedAt: record('09:00', '').at, cause: 'Idle-Timeout', ...members });
const addresses = (time: string, client: object, after: readonly string[]) =>
  record(time, 'addresses.changed', { ...client, before: [], after });

/** The phone of ann has the address until 14:10, then the laptop. */
const day: readonly AuditRecord[] = [
  started('14:00', { ...phone, method: 'password', user: 'ann' }),
  addresses('14:01', phone, [seven]),
  addresses('14:10', phone, ['10.0.0.8']),
  started('14:11', { ...laptop, method: 'click-through' }),
  addresses('14:12', laptop, [seven]),
  ended('14:30', { ...phone, method: 'password', user: 'ann', inputBytes: 5, outputBytes: 6 }),
];

async function history(
  t: Parameters<typeof openTrail>[0],
  records: readonly AuditRecord[],
  query: HistoryQuery,
) {
  const { trail, directory } = await openTrail(t);
  for (const each of records) trail.append(each);
  await trail.flushed();
  return (await readHistory(directory, always, query, 100)).rows;
}

test('which device had 10.0.0.7 at 14:05 has an answer, and another one at 14:20', async (t) => {
  const had = async (time: string) =>
    (await history(t, day, { address: seven, at: at(time) })).map(({ mac }) => mac);
  t.deepEqual(await had('14:05'), [phone.mac]);
  t.deepEqual(await had('14:11'), []);
  t.deepEqual(await had('14:20'), [laptop.mac]);
  t.deepEqual(await had('13:59'), []);
});

test('a session is told with its user, its addresses, its end and what it has used', async (t) => {
  const [session] = await history(t, day, { user: 'ann' });
  t.deepEqual(session && brief(session), {
    ...{ mac: phone.mac, user: 'ann' },
    addresses: [
      [seven, '14:01', '14:10'],
      ['10.0.0.8', '14:10', '14:30'],
    ],
  });
  t.like(session, { method: 'password', cause: 'Idle-Timeout', inputBytes: 5, outputBytes: 6 });
});

test('the address from which somebody logged in is his from the login on', async (t) => {
  const [start] = day;
  const look = { ...addresses('14:00', phone, [seven]), at: '2026-11-20T14:00:02.000Z' };
  t.is((await history(t, start ? [start, look] : [], { address: seven, at: at('14:00') })).length, 1);
});

test('a session that goes on has no end', async (t) => {
  const [session] = await history(t, day, { mac: laptop.mac });
  t.like(session, { endedAt: null, cause: null });
});

test('a session that moved is one on each device', async (t) => {
  const move = { ...laptop, method: 'password', user: 'ann', before: { ...phone }, after: { ...laptop } };
  const sessions = await history(t, [...day.slice(0, 2), record('14:06', 'session.moved', move)], {
    user: 'ann',
  });
  t.deepEqual(
    sessions.map(({ mac, startedAt, endedAt, cause }) => [
      mac,
      startedAt.slice(11, 16),
      endedAt?.slice(11, 16),
      cause,
    ]),
    [
      [phone.mac, '14:00', '14:06', 'moved'],
      [laptop.mac, '14:06', undefined, null],
    ],
  );
});

test('a login of somebody else on the device begins a session, which has the addresses of the one before', async (t) => {
  const extended = record('14:06', 'session.extended', { ...phone, method: 'voucher' });
  const sessions = await history(t, [...day.slice(0, 2), extended], { address: seven });
  t.deepEqual(sessions.map(brief), [
    { mac: phone.mac, user: 'ann', addresses: [[seven, '14:01', '14:06']] },
    { mac: phone.mac, user: null, addresses: [[seven, '14:06', null]] },
  ]);
});

test('an allowed device, which never logs in, is found by its address, too', async (t) => {
  const printer = { ...phone };
  const sessions = await history(t, [addresses('10:00', printer, [seven]), addresses('11:00', printer, [])], {
    address: seven,
    at: at('10:30'),
  });
  t.like(sessions[0], { mac: phone.mac, method: null, startedAt: record('10:00', '').at });
  t.is(sessions[0]?.endedAt, record('11:00', '').at);
});

test('of a session that began before the oldest record the end tells when', async (t) => {
  const [session] = await history(t, day.slice(-1), {});
  t.like(session, { startedAt: record('09:00', '').at, endedAt: record('14:30', '').at });
});

test('of too many the newest are told, and that there were more', async (t) => {
  const { trail, directory } = await openTrail(t);
  for (let minute = 10; minute < 60; minute += 1)
    trail.append(ended(`12:${minute}`, { ...phone, user: `user ${minute}` }));
  await trail.flushed();
  const { rows, isCut } = await readHistory(directory, always, {}, 3);
  t.true(isCut);
  t.deepEqual(
    rows.map(({ user }) => user),
    ['user 57', 'user 58', 'user 59'],
  );
});
