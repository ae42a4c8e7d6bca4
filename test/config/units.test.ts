import test, { type ExecutionContext } from 'ava';
import fc from 'fast-check';
import { parseIpAddress } from '../../src/client/ip-address.js';
import {
  formatEndpoint,
  parseDuration,
  parseEndpoint,
  parseRate,
  parseSize,
} from '../../src/config/units.js';

const units = { s: 1, m: 60, h: 3_600, d: 86_400 };
const year = 366 * 86_400;

/** Of texts that look like what is parsed, and of those that do not, each is refused or a whole number within bounds. */
function anythingElseIsNone(
  t: ExecutionContext,
  parse: (text: string) => number | undefined,
  least: number,
  most: number,
): void {
  const nearly = fc.string({ unit: fc.constantFrom(...'0123456789.,-+e_ \nsmhdkKMGTiBbt/٣'), maxLength: 14 });
  fc.assert(
    fc.property(fc.oneof(nearly, fc.string({ unit: 'binary' })), (text) => {
      const value = parse(text) ?? least;
      t.true(Number.isSafeInteger(value) && value >= least && value <= most, JSON.stringify(text));
    }),
    { numRuns: 2_000 },
  );
}

test('a duration is a number and a unit, from a second to a year', (t) => {
  t.deepEqual(['90s', '30m', '8h', '7d', '366d'].map(parseDuration), [90, 1_800, 28_800, 604_800, year]);
  for (const text of [
    '',
    '8',
    'h',
    '0s',
    '367d',
    '-1h',
    '1.5h',
    '1e3s',
    '8 h',
    '8H',
    '8h30m',
    '8h\n',
    '9999999999s',
  ])
    t.is(parseDuration(text), undefined, JSON.stringify(text));
  fc.assert(
    fc.property(fc.nat({ max: 999_999_999 }), fc.constantFrom('s', 'm', 'h', 'd'), (count, unit) => {
      const seconds = count * units[unit];
      t.is(parseDuration(`${count}${unit}`), seconds >= 1 && seconds <= year ? seconds : undefined);
    }),
  );
  anythingElseIsNone(t, parseDuration, 1, year);
});

test('an endpoint is an address and a port, IPv6 in brackets', (t) => {
  t.like(parseEndpoint('127.0.0.1:8512'), { host: '127.0.0.1', port: 8512 });
  for (const every of ['[::]:443', '[::0]:443', '[0:0:0:0:0:0:0:0]:443'])
    t.like(parseEndpoint(every), { host: '::', port: 443 }, every);
  for (const every of ['0.0.0.0:443', '[::ffff:0.0.0.0]:443', '[0:0:0:0:0:FFFF:0:0]:443'])
    t.like(parseEndpoint(every), { host: '0.0.0.0', port: 443 }, every);
  for (const text of [
    '',
    '443',
    ':443',
    '*:443',
    'localhost:443',
    '::1:443',
    '[::1]',
    '[127.0.0.1]:1',
    '127.0.0.1:0',
    '127.0.0.1:65536',
    '127.0.0.1:+1',
    '127.0.0.256:1',
    '[fe80::1%eth0]:1',
    ' 127.0.0.1:1',
  ])
    t.is(parseEndpoint(text), undefined, JSON.stringify(text));
});

test('an endpoint that is written is the endpoint that is read', (t) => {
  const hosts = fc.oneof(fc.ipV4(), fc.ipV6());
  fc.assert(
    fc.property(hosts, fc.integer({ min: 1, max: 65_535 }), (host, port) => {
      const endpoint = parseEndpoint(formatEndpoint({ host, port }));
      t.like(endpoint, { host: parseIpAddress(host), port });
      t.deepEqual(endpoint && parseEndpoint(formatEndpoint(endpoint)), endpoint);
    }),
  );
});

test('a size is a number and a unit of bytes, decimal or binary, from a kilobyte to a petabyte', (t) => {
  t.deepEqual(['1kB', '500MB', '2GiB', '3TB', '1KiB', '1000TB'].map(parseSize), [
    1e3,
    5e8,
    2 * 1024 ** 3,
    3e12,
    1024,
    1e15,
  ]);
  for (const text of [
    '',
    '5',
    '0MB',
    '-1MB',
    '1.5GB',
    '1e3MB',
    '5 MB',
    '5mb',
    '5Mb',
    '1001TB',
    '999999999999999TiB',
  ])
    t.is(parseSize(text), undefined, JSON.stringify(text));
  const powers = {
    kB: 1e3,
    MB: 1e6,
    GB: 1e9,
    TB: 1e12,
    KiB: 2 ** 10,
    MiB: 2 ** 20,
    GiB: 2 ** 30,
    TiB: 2 ** 40,
  };
  const unit = fc.constantFrom(...(Object.keys(powers) as (keyof typeof powers)[]));
  fc.assert(
    fc.property(fc.nat({ max: 2_000_000 }), unit, (count, name) => {
      const bytes = count * powers[name];
      t.is(parseSize(`${count}${name}`), bytes >= 1e3 && bytes <= 1e15 ? bytes : undefined);
    }),
  );
  anythingElseIsNone(t, parseSize, 1e3, 1e15);
});

test('a rate is a number and a unit of bits a second', (t) => {
  t.deepEqual(['8kbit/s', '10Mbit/s', '100Gbit/s'].map(parseRate), [8e3, 1e7, 1e11]);
  for (const text of [
    '',
    '10',
    '0Mbit/s',
    '-1Mbit/s',
    '7kbit/s',
    '101Gbit/s',
    '10Mbit',
    '10MB/s',
    '10mbit/s',
  ])
    t.is(parseRate(text), undefined, JSON.stringify(text));
  const powers = { k: 1e3, M: 1e6, G: 1e9 };
  fc.assert(
    fc.property(fc.nat({ max: 2_000_000 }), fc.constantFrom('k', 'M', 'G'), (count, prefix) => {
      const bits = count * powers[prefix];
      t.is(parseRate(`${count}${prefix}bit/s`), bits >= 8e3 && bits <= 1e11 ? bits : undefined);
    }),
  );
  anythingElseIsNone(t, parseRate, 8e3, 1e11);
});
