import test from 'ava';
import fc from 'fast-check';
import { anyAuthorisation } from '../../src/store/record-schemas.js';
import { isUsualAuthorisation } from '../../src/store/usual-authorisation.js';
import { clientNumber } from '../clients.js';
import { authorisationOf } from '../records.js';

const usual = {
  ...authorisationOf(clientNumber(1)),
  user: 'anna',
  limits: { uploadBitsPerSecond: 1e6, downloadBitsPerSecond: 2e6 },
  ending: { at: 5, terminateCause: 'Idle-Timeout' },
};

const paths = [
  ...Object.keys(usual).map((key) => [key]),
  ...(['limits', 'used', 'ending'] as const).flatMap((key) =>
    [...Object.keys(usual[key]), 'another'].map((inner) => [key, inner]),
  ),
  ...['another', 'home', 'notes', 'account', 'activeAt', '__proto__'].map((key) => [key]),
];
const values = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom(null, [], {}, true),
  fc.constantFrom(
    -1,
    0.5,
    Number.POSITIVE_INFINITY,
    2 ** 53,
    'User-Request',
    'guest',
    '01:00:00:00:00:01',
    '00:00:00:00:00:00',
  ),
  fc.constantFrom(
    '02-00-00-00-00-01',
    '02:00:00:00:00:0A',
    '0200.0000.0001',
    '02:00:00:00:00:1',
    'Guest',
    '',
  ),
  fc.constant(undefined),
);

test('what the store takes without its schema, the schema would have taken as it is', (t) => {
  let usualOnes = 0;
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.constantFrom(...paths), values), { maxLength: 2 }), (changes) => {
      const record = changes.reduce((before, [path, value]) => changed(before, path, value), asJson(usual));
      if (!isUsualAuthorisation(record)) return;
      usualOnes += 1;
      t.deepEqual(anyAuthorisation.parse(record), record);
    }),
    { numRuns: 2_000 },
  );
  t.true(usualOnes > 0);
});

test('what most stores are full of needs no schema', (t) => {
  t.true(isUsualAuthorisation(asJson(usual)));
  t.true(isUsualAuthorisation(asJson(authorisationOf(clientNumber(2)))));
});

/** As it comes from a file. */
const asJson = (value: unknown) => (value === undefined ? undefined : JSON.parse(JSON.stringify(value)));

/** The record with another value at a path, or with none there. */
function changed(record: unknown, [key = '', ...inner]: readonly string[], value: unknown): unknown {
  const members = Object.entries(Object(record)).filter(([name]) => name !== key);
  const next = inner.length > 0 ? changed(Object(record)[key], inner, value) : value;
  return asJson(next) === undefined
    ? Object.fromEntries(members)
    : JSON.parse(textOf([...members, [key, next]]));
}

const textOf = (members: readonly (readonly [string, unknown])[]) =>
  `{${members.map(([name, value]) => `${JSON.stringify(name)}:${numberText(value)}`).join(',')}}`;

/** JSON has no infinity, but a number that is read as one. */
const numberText = (value: unknown) => (value === Number.POSITIVE_INFINITY ? '1e999' : JSON.stringify(value));
