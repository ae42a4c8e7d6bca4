import test from 'ava';
import { addressesBy } from '../../src/client/addresses.js';
import type { Neighbour } from '../../src/client/client.js';
import { address, laptop, phone } from '../clients.js';
import { handClock } from '../hand-clock.js';

const at = (client: typeof phone, text: string): Neighbour => ({ ...client, address: address(text) });

test('a device has the addresses that the neighbour table gives it', (t) => {
  const known = [at(phone, '192.0.2.10'), at(laptop, '192.0.2.11'), at(phone, '2001:db8::10')];
  const addressesOf = addressesBy({ find: () => ({ kind: 'outside' }), all: () => known }, handClock());
  t.deepEqual(addressesOf(phone), ['192.0.2.10', '2001:db8::10']);
});

test('many questions are one listing, a new device another, and so is the next second', (t) => {
  const clock = handClock();
  const known = [at(phone, '192.0.2.10')];
  let listings = 0;
  const all = () => {
    listings += 1;
    return known;
  };
  const addressesOf = addressesBy({ find: () => ({ kind: 'outside' }), all }, clock);
  for (const _ of [1, 2, 3]) addressesOf(phone);
  t.is(listings, 1);
  known.push(at(laptop, '192.0.2.11'));
  clock.advance(0.001);
  t.deepEqual(addressesOf(laptop), ['192.0.2.11']);
  clock.advance(1);
  addressesOf(phone);
  t.is(listings, 3);
});

test('a device that had no IPv4 address in the listing may have one a moment later', (t) => {
  const clock = handClock();
  const known = [at(phone, '2001:db8::10')];
  const addressesOf = addressesBy({ find: () => ({ kind: 'outside' }), all: () => known }, clock);
  t.deepEqual(addressesOf(phone), ['2001:db8::10']);
  known.push(at(phone, '192.0.2.10'));
  clock.advance(0.001);
  t.deepEqual(addressesOf(phone), ['2001:db8::10', '192.0.2.10']);
});

test('thousands of devices that are gone cost the kernel no listing each', (t) => {
  const clock = handClock();
  let listings = 0;
  const all = () => {
    listings += 1;
    clock.advance(0.01);
    return [];
  };
  const addressesOf = addressesBy({ find: () => ({ kind: 'outside' }), all }, clock);
  for (let turn = 0; turn < 1_000; turn += 1) addressesOf(phone);
  t.is(listings, 1);
  clock.advance(0.09); // nine times as long as it took
  for (let turn = 0; turn < 1_000; turn += 1) addressesOf(phone);
  t.is(listings, 2);
});

test('where the table cannot be read a device has no addresses', (t) => {
  const all = () => {
    throw new Error('netlink is broken');
  };
  t.deepEqual(addressesBy({ find: () => ({ kind: 'outside' }), all }, handClock())(phone), []);
});
