import test from 'ava';
import fc from 'fast-check';
import { keyOf } from '../../src/client/client.js';
import { macAddressFrom } from '../../src/client/mac-address.js';
import { type Element, takeElements } from '../../src/firewall/nft-elements.js';
import { lastSeenListing, listing } from '../../src/firewall/nft-listing.js';
import { accountDigest } from '../../src/store/account.js';
import { attribute } from '../../src/system/netlink-message.js';
import { guest, laptop, mac, phone, printer, staff } from '../clients.js';
import { handClock } from '../hand-clock.js';
import { octets as usage } from '../records.js';

const now = handClock()();
const zones = [guest, staff];

const octets = (text: string) => Buffer.from(text.replaceAll(':', ''), 'hex');
const mark = (id: number) => Buffer.from(Uint32Array.of(id).buffer);
const idIn = (octets: Buffer) => (octets.length === 4 ? octets.readUInt32LE() : undefined);
const element = (key: Buffer, { data, ...more }: Partial<Element> & { data?: Buffer } = {}): Element => ({
  id: idIn(key),
  mac: macAddressFrom(key),
  leadsTo: data && idIn(data),
  object: undefined,
  bytes: 0,
  packets: 0,
  expiresMs: undefined,
  ...more,
});
const sets =
  (elements: Readonly<Record<string, readonly Element[]>>) =>
  async (set: string, take: (element: Element) => void) =>
    elements[set]?.forEach(take);

test('who is open and denied is read with counters, ends and ids', async (t) => {
  const found = await listing(
    sets({
      down: [
        element(mark(17), { bytes: 200, packets: 1 }),
        element(mark(18), { bytes: 300, packets: 7, expiresMs: 62_000 }),
      ],
      auth_guest: [
        element(octets(phone.mac), { data: mark(17), bytes: 100, packets: 2 }),
        element(octets(laptop.mac), { data: mark(18), bytes: 150, packets: 7, expiresMs: 62_000 }),
      ],
      deny_staff: [element(octets(printer.mac)), element(octets('02:00:00:00:00:0d'), { expiresMs: 5_000 })],
    }),
    [],
    zones,
    new Map(),
    now,
  );
  t.deepEqual([...found.clients.values()], [
    { ...phone, kind: 'open', used: { ...usage(100, 200), inputPackets: 2, outputPackets: 1 } },
    {
      ...laptop,
      kind: 'open',
      used: { ...usage(150, 300), inputPackets: 7, outputPackets: 7 },
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
  t.deepEqual(found.strayIds, []);
});

test('when somebody was last seen follows from the time that is left', async (t) => {
  const seen = [
    element(octets(phone.mac), { expiresMs: 890_000 }),
    element(octets(laptop.mac), { expiresMs: 0 }),
  ];
  t.deepEqual(
    [...(await lastSeenListing(sets({ seen_guest: seen }), zones, now))],
    [
      [keyOf(phone), now - 10_000],
      [keyOf(laptop), now - 900_000],
    ],
  );
});

test('what is no device, or leads to no id, is passed over', async (t) => {
  const odd = ['03:00:00:00:00:01', '00:00:00:00:00:00', '0200', ''].map(octets);
  const found = await listing(
    sets({
      down: [element(mark(17)), element(Buffer.alloc(2))],
      auth_guest: [
        ...odd.map((key) => element(key, { data: mark(17) })),
        element(octets(phone.mac)),
        element(octets(printer.mac), { data: Buffer.alloc(3) }),
        element(octets(laptop.mac), { data: mark(17) }),
      ],
    }),
    [],
    zones,
    new Map(),
    now,
  );
  t.deepEqual([...found.clients.keys()], [keyOf(laptop)]);
  t.deepEqual(found.strayIds, []);
});

test('a way up without a way down is not open, and a way down without a way up is a stray', async (t) => {
  const auth = [element(octets(phone.mac), { data: mark(99) })];
  const owners = new Map([[99, keyOf(phone)]]);
  const found = await listing(sets({ down: [element(mark(17))], auth_guest: auth }), [], zones, owners, now);
  t.deepEqual(found.clients, new Map());
  t.deepEqual([...found.ids], [[keyOf(phone), 99]]);
  t.deepEqual(found.strayIds, [17]);
});

test('of two devices under one id it belongs to the one that it was given to, else to the first', async (t) => {
  const auth = [phone, laptop].map(({ mac }) => element(octets(mac), { data: mark(17) }));
  const one = sets({ down: [element(mark(17))], auth_guest: auth });
  for (const [owners, owner, other] of [
    [new Map([[17, keyOf(laptop)]]), laptop, phone],
    [new Map(), phone, laptop],
  ] as const) {
    const found = await listing(one, [], zones, owners, now);
    t.like(found.clients.get(keyOf(owner)), { kind: 'open' });
    t.deepEqual(found.clients.get(keyOf(other)), { ...other, kind: 'misplaced' });
    t.deepEqual([...found.ids], [[keyOf(owner), 17]]);
    t.deepEqual([...found.misplaced], [[keyOf(other), 17]]);
    t.deepEqual(found.strayIds, []);
  }
});

test('a quota is that of the account which its name gives, and foreign names are passed over', async (t) => {
  const account = accountDigest('user/anna');
  const found = await listing(
    sets({
      down: [element(mark(17)), element(mark(18))],
      auth_guest: [
        element(octets(phone.mac), { data: mark(17) }),
        element(octets(laptop.mac), { data: mark(18) }),
      ],
      quota_of: [
        element(mark(17), { object: `data_${account}` }),
        element(mark(18), { object: 'mine' }),
        element(mark(19), { object: `data_${account}` }),
        element(Buffer.alloc(2), { object: `data_${account}` }),
      ],
    }),
    [
      { name: `data_${account}`, bytes: 500, usedBytes: 20 },
      { name: 'mine', bytes: 1, usedBytes: 2 },
    ],
    zones,
    new Map(),
    now,
  );
  t.like(found.clients.get(keyOf(phone)), { quota: { account, endsAtBytes: 500, usedBytes: 20 } });
  t.false('quota' in (found.clients.get(keyOf(laptop)) ?? {}));
  t.deepEqual(found.accounts, [account]);
  t.deepEqual(found.strayQuotas, [{ id: 19, account }]);
});

test('whatever octets the kernel might send, what is read of them is in them', (t) => {
  const value = fc.uint8Array({ maxLength: 40 });
  const attributes = fc.array(fc.tuple(fc.nat({ max: 12 }), value), { maxLength: 6 });
  fc.assert(
    fc.property(attributes, value, (inner, rest) => {
      const nested = inner.map(([type, octets]) => attribute(type, octets));
      const element = attribute(1, Buffer.concat([...nested, rest]));
      const message = Buffer.concat([Buffer.alloc(4), attribute(3, Buffer.concat([element, rest])), rest]);
      const found: Element[] = [];
      takeElements(message, (each) => found.push(each));
      const isThere = (known: Buffer | undefined) => known === undefined || message.includes(known);
      t.true(found.every(({ id, bytes }) => isThere(id === undefined ? undefined : mark(id)) && bytes >= 0));
      t.true(found.every(({ mac }) => isThere(mac && octets(mac))));
    }),
    { numRuns: 2_000 },
  );
});
