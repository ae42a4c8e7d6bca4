import test from 'ava';
import fc from 'fast-check';
import { keyOf } from '../../src/client/client.js';
import { parseMacAddress } from '../../src/client/mac-address.js';
import { planLimits } from '../../src/plan/limits.js';
import type { AccountKey } from '../../src/store/account.js';
import { terminateCauses } from '../../src/store/authorisation.js';
import type { Contents } from '../../src/store/contents.js';
import { contentsOf, currentVersion, parseStoreFile } from '../../src/store/store-file.js';
import { StoreText } from '../../src/store/store-text.js';
import { guest, mac, staff } from '../clients.js';
import { planName } from '../plans.js';
import { octets } from '../records.js';

const macs = fc
  .uint8Array({ minLength: 6, maxLength: 6 })
  .map((octets) => Buffer.from(octets).toString('hex'))
  .filter((text) => parseMacAddress(text) !== undefined)
  .map(mac);
const zones = fc.constantFrom(guest, staff);
const times = fc.nat({ max: 8.64e15 });
const bytes = fc.maxSafeNat();
const texts = fc.string({ unit: 'binary' });
const optional = { noNullPrototype: true };

const seconds = fc.integer({ min: 0 });
const clients = fc.record({ mac: macs, zone: zones });
const accountKeys = fc.oneof(
  texts.map((user): AccountKey => `user/${user}`),
  clients.map((client): AccountKey => `device/${keyOf(client)}`),
);
const limits = fc.record(
  {
    idleSeconds: fc.integer({ min: 1 }),
    endsBy: fc.constantFrom('daily-time' as const, 'day' as const, 'hours' as const),
    uploadBitsPerSecond: fc.integer({ min: 1 }),
    downloadBitsPerSecond: fc.integer({ min: 1 }),
  },
  { ...optional, requiredKeys: [] },
);
const marks = fc.record({ startedAt: times, bytes, seconds }, optional);
const accounts = fc.record(
  {
    key: accountKeys,
    bytes,
    seconds,
    countedUntil: times,
    online: fc.array(clients.map(keyOf)),
    pass: marks,
    day: marks,
    quota: fc.record(
      { endsAtBytes: bytes, by: fc.constantFrom('data' as const, 'daily-data' as const) },
      optional,
    ),
    matterUntil: times,
  },
  { ...optional, requiredKeys: ['key', 'bytes', 'seconds', 'countedUntil', 'online', 'matterUntil'] },
);
const authorisations = fc.record(
  {
    mac: macs,
    zone: zones,
    method: texts,
    user: texts,
    startedAt: times,
    endsAt: times,
    limits,
    account: accountKeys,
    used: fc.record(
      { inputBytes: bytes, outputBytes: bytes, inputPackets: bytes, outputPackets: bytes },
      optional,
    ),
    ending: fc.record(
      {
        at: times,
        terminateCause: fc.constantFrom(...terminateCauses),
        limit: fc.constantFrom(...planLimits),
      },
      { ...optional, requiredKeys: ['at', 'terminateCause'] },
    ),
  },
  { ...optional, requiredKeys: ['mac', 'zone', 'method', 'startedAt', 'endsAt', 'limits', 'used'] },
);
const listEntries = fc.record(
  {
    mac: macs,
    zone: zones,
    kind: fc.constantFrom('allow' as const, 'deny' as const),
    plan: fc.constantFrom(planName('day-pass'), planName('slow')),
    limits: fc.record({ uploadBitsPerSecond: fc.integer({ min: 1 }) }, { ...optional, requiredKeys: [] }),
    note: texts,
    by: texts,
    at: times,
    endsAt: times,
  },
  { ...optional, requiredKeys: ['mac', 'kind', 'note', 'by', 'at'] },
);

const textOf = (contents: Contents) => Buffer.concat(StoreText.of(contents).encoded()).toString();
/** The order of the records in the file means nothing. */
const sorted = ({ authorisations, accounts, listEntries }: Contents) =>
  [authorisations, accounts, listEntries].map((records) => [...records].sort(([a], [b]) => (a < b ? -1 : 1)));

test('whatever is written is read again as it was', (t) => {
  fc.assert(
    fc.property(
      fc.array(authorisations),
      fc.array(accounts),
      fc.array(listEntries),
      (granted, used, listed) => {
        const contents = contentsOf({
          version: currentVersion,
          authorisations: granted,
          accounts: used,
          listEntries: listed,
        });
        const read = contentsOf(parseStoreFile(JSON.parse(textOf(contents))));
        t.deepEqual(sorted(read), sorted(contents));
      },
    ),
    { numRuns: 200 },
  );
});

test('whatever else a file holds, it is refused with a sentence and not taken for a store', (t) => {
  fc.assert(
    fc.property(fc.jsonValue(), (json) => {
      t.throws(() => parseStoreFile(json), { instanceOf: Error, message: /version|at .+: / });
    }),
  );
});

test('a person can read the file: one record a line', (t) => {
  const entry = { mac: mac('020000000001'), kind: 'deny' as const, note: 'a\nb', by: 'anna', at: 0 };
  const contents = contentsOf({
    version: currentVersion,
    authorisations: [],
    accounts: [],
    listEntries: [entry, { ...entry, zone: guest }],
  });
  t.is(
    textOf(contents)
      .split('\n')
      .filter((line) => line.includes('02:00:00:00:00:01')).length,
    2,
  );
});

test('the store of version 0.1 is read: its authorisations go on, with what they have used', (t) => {
  const written = {
    mac: '02:00:00:00:00:01',
    zone: 'guest',
    method: 'click-through',
    startedAt: 1_000,
    endsAt: 2_000,
    limits: { idleSeconds: 60 },
    used: { inputBytes: 10, outputBytes: 20 },
  };
  const listed = { mac: '02:00:00:00:00:02', kind: 'deny', note: '', by: 'anna', at: 0 };
  const file = parseStoreFile({ version: 1, authorisations: [written], listEntries: [listed] });
  t.is(file.version, currentVersion);
  t.deepEqual(file.accounts, []);
  t.deepEqual(file.authorisations as unknown, [{ ...written, used: octets(10, 20) }]);
  t.deepEqual(file.listEntries as unknown, [listed]);
  t.throws(() => parseStoreFile({ version: 1, authorisations: [7], listEntries: [] }), {
    message: /at authorisations\.0\.mac/,
  });
});
