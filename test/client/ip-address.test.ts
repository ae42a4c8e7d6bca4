import test from 'ava';
import fc from 'fast-check';
import { ipAddressFrom, octetsOf, parseIpAddress } from '../../src/client/ip-address.js';

const forms: readonly (readonly [string, string])[] = [
  ['192.0.2.7', '192.0.2.7'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['::FFFF:c000:207', '192.0.2.7'],
  ['2001:DB8:0:0:0:0:0:7', '2001:db8::7'],
  ['2001:0db8::0007', '2001:db8::7'],
  ['fe80::1%br-guest', 'fe80::1'],
  ['fe80::1%3', 'fe80::1'],
  ['::1', '::1'],
];

for (const [reported, address] of forms)
  test(`a socket that reports ${reported} is of ${address}`, (t) => {
    t.is<string | undefined, string>(parseIpAddress(reported), address);
  });

test('what is no address is none', (t) => {
  for (const text of [
    '',
    'localhost',
    '192.0.2',
    '192.0.2.256',
    '0300.0.2.7',
    '3221226247',
    '1::2::3',
    '%eth0',
    '192.0.2.7:80',
  ])
    t.is(parseIpAddress(text), undefined, text);
});

test('an address and its octets are two forms of the same', (t) => {
  const octets = fc.oneof(
    fc.uint8Array({ minLength: 4, maxLength: 4 }),
    fc.uint8Array({ minLength: 16, maxLength: 16 }),
  );
  fc.assert(
    fc.property(octets, (bytes) => {
      const address = ipAddressFrom(bytes);
      t.deepEqual(address && octetsOf(address), Buffer.from(bytes));
      t.is(parseIpAddress(address ?? ''), address);
    }),
  );
  t.is(ipAddressFrom(Uint8Array.of(1, 2, 3)), undefined);
});
