import test from 'ava';
import { keyOf } from '../../src/client/client.js';
import { Happenings } from '../../src/happenings/happenings.js';
import { Activity } from '../../src/metrics/activity.js';
import { Traffic } from '../../src/metrics/traffic.js';
import { silentLog } from '../../src/system/log.js';
import { guest, laptop, phone, staff } from '../clients.js';
import { handClock } from '../hand-clock.js';
import { authorisationOf, octets } from '../records.js';

const session = authorisationOf(phone);

function watched() {
  const happenings = new Happenings(silentLog);
  const clock = handClock();
  const activity = new Activity(happenings, new Traffic(happenings), clock);
  const { tell } = happenings;
  const read = (input: number, output: number) =>
    tell('usage-read', { readings: new Map([[keyOf(phone), { used: octets(input, output) }]]) });
  return { clock, activity, tell, read };
}

test('what passes now is the mean of the last seconds, whoever asks for readings between', (t) => {
  const { clock, activity, tell, read } = watched();
  tell('session-started', { session });
  read(0, 0);
  t.is(activity.of(guest).now, undefined);
  for (let second = 1; second <= 10; second += 1) {
    clock.advance(1);
    read(second * 125, second * 1_250);
    read(second * 125, second * 1_250);
  }
  t.deepEqual(activity.of(guest).now, { inputBitsPerSecond: 1_000, outputBitsPerSecond: 10_000 });
  t.deepEqual(activity.of(staff).now, { inputBitsPerSecond: 0, outputBitsPerSecond: 0 });
  clock.advance(60);
  t.is(activity.of(guest).now, undefined, 'nothing was read of late');
});

test('a day is remembered step by step, and no longer', (t) => {
  const { clock, activity, tell, read } = watched();
  tell('session-started', { session });
  tell('session-started', { session: authorisationOf(laptop, { method: 'voucher' }) });
  read(0, 0);
  clock.advance(100);
  read(1_250, 12_500);
  const first = activity.of(guest);
  t.is(first.online.length, 288);
  t.deepEqual(first.online.slice(-2), [null, 1]);
  t.deepEqual(first.inputBitsPerSecond.slice(-2), [null, 100]);
  t.deepEqual(first.outputBitsPerSecond.slice(-2), [null, 1_000]);
  t.deepEqual(first.logins.slice(-2), [0, 2]);
  t.deepEqual(
    [...first.loginsByMethod],
    [
      ['click-through', 1],
      ['voucher', 1],
    ],
  );
  t.is(activity.startsAt, clock() - 100_000 - 287 * 300_000);

  clock.advance(200 + 86_400 - 300 - 1);
  t.is(activity.of(guest).online[0], 1);
  clock.advance(1);
  t.is(activity.of(guest).online[0], 0, 'nobody was seen online since');
  t.deepEqual([...activity.of(guest).loginsByMethod], []);
});

test('of a step that has just begun no throughput is told', (t) => {
  const { clock, activity, tell, read } = watched();
  tell('session-started', { session });
  read(0, 0);
  clock.advance(29);
  read(1_000_000, 0);
  t.is(activity.of(guest).inputBitsPerSecond.at(-1), null);
});
