import test from 'ava';
import fc from 'fast-check';
import { keyOf } from '../../src/client/client.js';
import { parseMacAddress } from '../../src/client/mac-address.js';
import { planLimits } from '../../src/plan/limits.js';
import type { AccountKey } from '../../src/store/account.js';
import { terminateCauses } from '../../src/store/authorisation.js';
import { type Contents, noContents } from '../../src/store/contents.js';
import { listKeyOf } from '../../src/store/list-entry.js';
import { roles } from '../../src/store/operator.js';
import { perSection } from '../../src/store/sections.js';
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
const times = fc.integer({ min: -8.64e15, max: 8.64e15 });
const bytes = fc.maxSafeNat();
const texts = fc.string({ unit: 'binary' });
const optional = { noNullPrototype: true };

const seconds = fc.integer({ min: 0 });
const clients = fc.record({ mac: macs, zone: zones });
const accountKeys = fc.oneof(
  texts.map((user): AccountKey => `user/${user}`),
  clients.map((client): AccountKey => `device/${keyOf(client)}`),
);
const endsBy = fc.constantFrom('time' as const, 'daily-time' as const, 'day' as const, 'hours' as const);
const limits = fc.record(
  {
    idleSeconds: fc.integer({ min: 1 }),
    endsBy,
    uploadBitsPerSecond: fc.integer({ min: 1 }),
    downloadBitsPerSecond: fc.integer({ min: 1 }),
  },
  { ...optional, requiredKeys: [] },
);
const marks = fc.record(
  { startedAt: times, bytes, seconds, endsAt: times },
  { ...optional, requiredKeys: ['startedAt', 'bytes', 'seconds'] },
);
const accounts = fc.record(
  {
    key: accountKeys,
    bytes,
    seconds,
    countedUntil: times,
    online: fc.array(clients.map(keyOf)),
    pass: marks,
    day: marks,
    otherDays: fc.array(marks),
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
    home: zones,
    method: texts,
    user: texts,
    startedAt: times,
    endsAt: times,
    ownEnd: fc.record({ at: times, by: endsBy }, { ...optional, requiredKeys: ['at'] }),
    limits,
    account: accountKeys,
    used: fc.record(
      { inputBytes: bytes, outputBytes: bytes, inputPackets: bytes, outputPackets: bytes },
      optional,
    ),
    activeAt: times,
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

const users = fc.record(
  {
    name: texts,
    passwordHash: texts,
    plan: fc.constant(planName('day-pass')),
    devices: fc.nat(),
    validUntil: times,
    createdAt: times,
    createdBy: texts,
    isApproved: fc.boolean(),
    isDisabled: fc.boolean(),
    note: texts,
  },
  {
    ...optional,
    requiredKeys: ['name', 'passwordHash', 'createdAt', 'createdBy', 'isApproved', 'isDisabled', 'note'],
  },
);
const batches = fc.record(
  {
    id: texts,
    createdAt: times,
    by: texts,
    note: texts,
    plan: fc.constant(planName('day-pass')),
    devices: fc.nat(),
    startsAt: times,
    validUntil: times,
  },
  { ...optional, requiredKeys: ['id', 'createdAt', 'by', 'note', 'plan', 'devices', 'validUntil'] },
);
const vouchers = fc.record(
  { hash: texts, id: texts, batch: texts, startedAt: times, revokedAt: times },
  { ...optional, requiredKeys: ['hash', 'id', 'batch'] },
);
const operators = fc.record(
  {
    name: texts,
    role: fc.constantFrom(...roles),
    passwordHash: texts,
    totpSecret: texts,
    totpStep: fc.nat(),
    createdAt: times,
    createdBy: texts,
  },
  { ...optional, requiredKeys: ['name', 'role', 'passwordHash', 'createdAt', 'createdBy'] },
);
const tokens = fc.record(
  {
    hash: texts,
    name: texts,
    scopes: fc.array(texts),
    createdAt: times,
    createdBy: texts,
    endsAt: times,
    usedAt: times,
  },
  { ...optional, requiredKeys: ['hash', 'name', 'scopes', 'createdAt', 'createdBy'] },
);
const files = fc.record(
  {
    version: fc.constant(currentVersion),
    authorisations: fc.array(authorisations),
    accounts: fc.array(accounts),
    listEntries: fc.array(listEntries),
    voucherBatches: fc.array(batches),
    vouchers: fc.array(vouchers),
    users: fc.array(users),
    operators: fc.array(operators),
    tokens: fc.array(tokens),
  },
  optional,
);

const textOf = (contents: Contents) => Buffer.concat(StoreText.of(contents).encoded()).toString();
/** The order of the records in the file means nothing. */
const sorted = (contents: Contents) =>
  perSection((name) => [...contents[name]].sort(([a], [b]) => (a < b ? -1 : 1)));

test('whatever is written is read again as it was', (t) => {
  fc.assert(
    fc.property(files, (file) => {
      const contents = contentsOf(file);
      const read = contentsOf(parseStoreFile(JSON.parse(textOf(contents))));
      t.deepEqual(sorted(read), sorted(contents));
    }),
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
  const contents = noContents();
  contents.listEntries.set(listKeyOf(entry), entry).set(listKeyOf({ ...entry, zone: guest }), entry);
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

test('a store from before there were vouchers and users is read, and has none', (t) => {
  const listed = { mac: '02:00:00:00:00:02', kind: 'deny', note: '', by: 'anna', at: 0 };
  const file = parseStoreFile({ version: 2, authorisations: [], accounts: [], listEntries: [listed] });
  t.is(file.version, currentVersion);
  t.deepEqual([file.vouchers, file.voucherBatches, file.users], [[], [], []]);
  t.deepEqual(file.listEntries as unknown, [listed]);
  t.throws(() => parseStoreFile({ ...file, users: undefined }), {
    message: /at users/,
  });
});
