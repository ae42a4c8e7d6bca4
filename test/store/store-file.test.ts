import test from 'ava';
import fc from 'fast-check';
import { parseMacAddress } from '../../src/client/mac-address.js';
import { terminateCauses } from '../../src/store/authorisation.js';
import { contentsOf, parseStoreFile, serialise, storeFileOf } from '../../src/store/store-file.js';
import { guest, mac, staff } from '../clients.js';

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

const authorisations = fc.record(
  {
    mac: macs,
    zone: zones,
    method: texts,
    user: texts,
    startedAt: times,
    endsAt: times,
    limits: fc.record({ idleSeconds: fc.integer({ min: 1 }) }, { ...optional, requiredKeys: [] }),
    used: fc.record({ inputBytes: bytes, outputBytes: bytes }, optional),
    ending: fc.record({ at: times, terminateCause: fc.constantFrom(...terminateCauses) }, optional),
  },
  { ...optional, requiredKeys: ['mac', 'zone', 'method', 'startedAt', 'endsAt', 'limits', 'used'] },
);
const listEntries = fc.record(
  {
    mac: macs,
    zone: zones,
    kind: fc.constantFrom('allow' as const, 'deny' as const),
    note: texts,
    by: texts,
    at: times,
    endsAt: times,
  },
  { ...optional, requiredKeys: ['mac', 'kind', 'note', 'by', 'at'] },
);

test('whatever is written is read again as it was', (t) => {
  fc.assert(
    fc.property(fc.array(authorisations), fc.array(listEntries), (granted, listed) => {
      const contents = contentsOf({ version: 1, authorisations: granted, listEntries: listed });
      const text = serialise(storeFileOf(contents));
      t.deepEqual(contentsOf(parseStoreFile(JSON.parse(text))), contents);
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
  const text = serialise({ version: 1, authorisations: [], listEntries: [entry, { ...entry, zone: guest }] });
  t.is(text.split('\n').filter((line) => line.includes('02:00:00:00:00:01')).length, 2);
});
