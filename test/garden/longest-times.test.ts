import test from 'ava';
import type { HostName } from '../../src/garden/host-name.js';
import { LongestTimes } from '../../src/garden/longest-times.js';
import { address, guest, staff } from '../clients.js';
import { handClock } from '../hand-clock.js';

const [shop, cdn] = [address('192.0.2.1'), address('192.0.2.2')];

function parts() {
  const clock = handClock();
  const times = new LongestTimes(clock);
  const answered = (
    name: string,
    seconds: number,
    where: { zone?: typeof guest; ports?: number[]; at?: typeof cdn } = {},
  ) => {
    const { zone = guest, ports = [443], at = cdn } = where;
    return { name: name as HostName, zone, ports, address: at, seconds };
  };
  /** How long the elements must stay after these answers. */
  const after = (...answers: readonly ReturnType<typeof answered>[]) =>
    times.with(answers).map(({ seconds }) => seconds);
  return { clock, times, answered, after };
}

test('of names that share an address the one with the shorter time takes nothing from the other', (t) => {
  const { clock, answered, after } = parts();
  t.deepEqual(after(answered('long.example', 3_615)), [3_615]);
  clock.advance(1);
  t.deepEqual(after(answered('short.example', 20)), [3_614]);
  clock.advance(3_600);
  t.deepEqual(after(answered('short.example', 20)), [20]);
});

test('names that are answered at once give an address once, whichever of them comes last', (t) => {
  const { times, answered } = parts();
  const expected = [{ zone: guest, ports: [443], address: cdn, seconds: 3_615 }];
  t.deepEqual(times.with([answered('long.example', 3_615), answered('short.example', 20)]), expected);
  t.deepEqual(times.with([answered('short.example', 20), answered('long.example', 3_615)]), expected);
});

test('an address that a name has left stays no longer than its last answer said', (t) => {
  const { clock, answered, after } = parts();
  after(answered('long.example', 75), answered('short.example', 20));
  clock.advance(60);
  t.deepEqual(after(answered('long.example', 75, { at: shop }), answered('short.example', 10)), [75, 15]);
  clock.advance(15);
  t.deepEqual(after(answered('short.example', 10)), [10]);
});

test('a name that gives an address a shorter time than before is believed', (t) => {
  const { clock, answered, after } = parts();
  after(answered('menu.example', 3_615));
  clock.advance(5);
  t.deepEqual(after(answered('menu.example', 20)), [20]);
});

test('a name gives nothing to sets of other zones and ports', (t) => {
  const { answered, after } = parts();
  after(answered('long.example', 3_615));
  t.deepEqual(after(answered('short.example', 20, { zone: staff })), [20]);
  t.deepEqual(after(answered('short.example', 20, { ports: [80, 443] })), [20]);
  t.deepEqual(after(answered('short.example', 20, { ports: [] })), [20]);
});

test('what was taken away is not counted on', (t) => {
  const { times, answered, after } = parts();
  after(answered('long.example', 3_615));
  times.beginAnew();
  t.deepEqual(after(answered('short.example', 20)), [20]);
});
