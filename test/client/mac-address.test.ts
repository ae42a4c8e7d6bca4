import test from 'ava';
import fc from 'fast-check';
import { isPrivate, macAddressFrom, parseMacAddress } from '../../src/client/mac-address.js';
import { mac } from '../clients.js';

test('an operator may write a MAC as any vendor does', (t) => {
  for (const text of [
    '02:ab:cd:ef:01:23',
    '02:AB:CD:EF:01:23',
    '02-AB-CD-EF-01-23',
    '02ab.cdef.0123',
    '02AB.CDEF.0123',
    '02abcdef0123',
  ])
    t.is<string | undefined, string>(parseMacAddress(text), '02:ab:cd:ef:01:23', text);
});

test('what is not the MAC of a device is refused', (t) => {
  for (const text of [
    '',
    '02:ab:cd:ef:01',
    '02:ab:cd:ef:01:23:45',
    '02:ab:cd-ef:01:23',
    '2:ab:cd:ef:1:23',
    '02:ab:cd:ef:01:2g',
    '02.ab.cd.ef.01.23',
    '02ab:cdef:0123',
    ' 02:ab:cd:ef:01:23',
    '02:ab:cd:ef:01:23\n',
    '02:ab:cd:ef:01:23 }; flush ruleset',
    'ff:ff:ff:ff:ff:ff',
    '01:00:5e:00:00:01',
    '33:33:00:00:00:01',
    '00:00:00:00:00:00',
  ])
    t.is(parseMacAddress(text), undefined, JSON.stringify(text));
});

test('every form of the same octets is the same MAC, and nothing else is any', (t) => {
  const octets = fc.uint8Array({ minLength: 6, maxLength: 6 });
  fc.assert(
    fc.property(octets, fc.boolean(), (bytes, isUpper) => {
      const hex = Buffer.from(bytes).toString('hex');
      const pairs = hex.match(/../g) ?? [];
      const expected = macAddressFrom(bytes);
      for (const form of [pairs.join(':'), pairs.join('-'), hex.replace(/....(?=.)/g, '$&.'), hex])
        t.is(parseMacAddress(isUpper ? form.toUpperCase() : form), expected);
      t.is(expected === undefined, ((bytes[0] ?? 0) & 1) === 1 || bytes.every((byte) => byte === 0));
    }),
  );
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      t.regex(parseMacAddress(text) ?? '02:00:00:00:00:01', /^[0-9a-f]{2}(:[0-9a-f]{2}){5}$/);
    }),
  );
});

test('the kernel may have addresses of other lengths, which are no MAC', (t) => {
  for (const octets of [[], [2], [2, 0, 0, 0, 0, 1, 0, 0]])
    t.is(macAddressFrom(Uint8Array.from(octets)), undefined);
});

test('an address that a device made up is known by the second bit of its first octet', (t) => {
  for (const text of ['02:00:00:00:00:01', 'da:a1:19:00:00:01', 'fe:00:00:00:00:01'])
    t.true(isPrivate(mac(text)));
  for (const text of ['00:00:5e:00:53:01', 'a4:83:e7:00:00:01', 'f8:00:00:00:00:01'])
    t.false(isPrivate(mac(text)));
});
