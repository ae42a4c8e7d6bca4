import test from 'ava';
import fc from 'fast-check';
import { keyOf } from '../../src/client/client.js';
import { parseListing } from '../../src/firewall/nft-listing.js';
import { guest, laptop, mac, phone, printer, staff } from '../clients.js';
import { handClock } from '../hand-clock.js';
import { octets } from '../records.js';

const now = handClock()();
const zones = [guest, staff];
const listing = (...items: readonly unknown[]) =>
  parseListing(JSON.stringify({ nftables: items }), zones, now);

/** As nft 1.0.6 prints an element. */
const timed = (val: string | number, expires: number, bytes: number) => ({
  elem: { val, timeout: 3_600, expires, counter: { packets: 7, bytes } },
});
const auth = (...elem: readonly unknown[]) => ({
  map: { family: 'inet', name: 'auth_guest', type: 'ether_addr', elem },
});
const down = (...elem: readonly unknown[]) => ({ set: { family: 'inet', name: 'down', type: 'mark', elem } });
const counted = { elem: { val: 17, counter: { packets: 1, bytes: 200 } } };

test('who is open, denied and was seen is read with counters, ends and ids', (t) => {
  const found = listing(
    { metainfo: { version: '1.0.6', json_schema_version: 1 } },
    { table: { family: 'inet', name: 'gate511', handle: 1 } },
    down(counted, timed(18, 62, 300)),
    auth(
      [{ elem: { val: phone.mac, counter: { packets: 2, bytes: 100 } } }, 17],
      [timed(laptop.mac, 62, 150), 18],
    ),
    {
      set: {
        name: 'deny_staff',
        elem: [printer.mac, { elem: { val: '02:00:00:00:00:0d', timeout: 9, expires: 5 } }],
      },
    },
    {
      set: {
        name: 'seen_guest',
        elem: [{ elem: { val: phone.mac, expires: 890 } }, { elem: { val: laptop.mac, expires: 0 } }],
      },
    },
    { chain: { name: 'forward' } },
  );
  t.deepEqual([...found.clients.values()], [
    { ...phone, kind: 'open', used: { ...octets(100, 200), inputPackets: 2, outputPackets: 1 } },
    {
      ...laptop,
      kind: 'open',
      used: { ...octets(150, 300), inputPackets: 7, outputPackets: 7 },
      endsAt: now + 60_000,
    },
    { ...printer, kind: 'denied' },
    { mac: mac('02:00:00:00:00:0d'), zone: staff, kind: 'denied', endsAt: now + 3_000 },
  ] as unknown[] as never);
  t.deepEqual(
    [...found.ids],
    [
      [keyOf(phone), 17],
      [keyOf(laptop), 18],
    ],
  );
  t.deepEqual(
    [...found.lastSeenAt],
    [
      [keyOf(phone), now - 10_000],
      [keyOf(laptop), now - 900_000],
    ],
  );
  t.deepEqual(found.strayIds, []);
});

test('odd elements between good ones are passed over', (t) => {
  const odd = [
    null,
    7,
    [],
    [[]],
    {},
    { elem: null },
    { elem: { val: {} } },
    [phone.mac],
    [phone.mac, 'x'],
    ['?', 17],
  ];
  const group = [[{ elem: { val: '03:00:00:00:00:01' } }, 17]];
  const found = listing(
    null,
    [],
    'x',
    { set: null },
    down(...odd.slice(0, 7), counted),
    auth(...odd, ...group, [laptop.mac, 17]),
  );
  t.deepEqual([...found.clients.keys()], [keyOf(laptop)]);
});

test('a way up without a way down is not open, and a way down without a way up is a stray', (t) => {
  const found = listing(down(counted), auth([phone.mac, 99]));
  t.deepEqual(found.clients, new Map());
  t.deepEqual([...found.ids], [[keyOf(phone), 99]]);
  t.deepEqual(found.strayIds, [17]);
});

test('a zone that is not ours, or no longer, has nobody', (t) => {
  t.deepEqual(
    parseListing(JSON.stringify({ nftables: [down(counted), auth([phone.mac, 17])] }), [staff], now).clients,
    new Map(),
  );
});

test('what is not JSON is an error and not an empty firewall', (t) => {
  t.throws(() => parseListing('Error: No such file', zones, now), { instanceOf: SyntaxError });
  t.throws(() => parseListing('', zones, now), { instanceOf: SyntaxError });
});

test('no JSON lets anybody in who is not in the map by his MAC and in the way down by his id', (t) => {
  const keys = fc.oneof(fc.constantFrom(phone.mac, laptop.mac, 16, 17), fc.jsonValue({ maxDepth: 2 }));
  const elements = fc.oneof(
    keys,
    fc.record({ elem: fc.record({ val: keys, counter: fc.jsonValue({ maxDepth: 2 }), expires: keys }) }),
  );
  const pairs = fc.oneof(elements, fc.tuple(elements, keys));
  const names = fc.constantFrom('auth_guest', 'auth_staff', 'down', 'deny_guest', 'seen_guest');
  const sets = fc.record({ map: fc.record({ name: names, elem: fc.array(pairs) }) });
  fc.assert(
    fc.property(fc.array(fc.oneof(sets, fc.jsonValue())), (items) => {
      const text = JSON.stringify({ nftables: items });
      const { clients, ids } = parseListing(text, zones, now);
      for (const [key, client] of clients) {
        t.true(text.includes(client.mac));
        if (client.kind === 'denied') continue;
        t.true(text.includes('"down"') && text.includes(String(ids.get(key))));
        t.true(Number.isSafeInteger(client.used.inputBytes) && Number.isSafeInteger(client.used.outputBytes));
      }
    }),
    { numRuns: 1_000 },
  );
});

test('JSON of whatever else has nobody in it', (t) => {
  fc.assert(
    fc.property(fc.json(), (json) => {
      t.is(parseListing(json, zones, now).clients.size, 0);
    }),
  );
});
