import test from 'ava';
import fc from 'fast-check';
import { covers, type GardenName, parseGardenEntry } from '../../src/garden/garden-entry.js';

const understood = {
  'example.com': { name: 'example.com', isWildcard: false, ports: [] },
  'Menu.Example.COM:443': { name: 'menu.example.com', isWildcard: false, ports: [443] },
  '*.example.com': { name: 'example.com', isWildcard: true, ports: [] },
  '*.example.com:443,80,443': { name: 'example.com', isWildcard: true, ports: [80, 443] },
  'xn--caf-dma.example': { name: 'xn--caf-dma.example', isWildcard: false, ports: [] },
  '192.0.2.7': { prefix: '192.0.2.7', ports: [] },
  '192.0.2.7:53': { prefix: '192.0.2.7', ports: [53] },
  '198.51.100.0/24:80': { prefix: '198.51.100.0/24', ports: [80] },
  '2001:db8::7': { prefix: '2001:db8::7', ports: [] },
  '2001:DB8:0::/32': { prefix: '2001:db8::/32', ports: [] },
  '[2001:db8::/32]:80': { prefix: '2001:db8::/32', ports: [80] },
  '[2001:db8::7]': { prefix: '2001:db8::7', ports: [] },
};

for (const [text, entry] of Object.entries(understood))
  test(`an operator may write ${text}`, (t) => {
    t.deepEqual(parseGardenEntry(text) as unknown, entry);
  });

for (const text of [
  '',
  '*',
  '*.',
  'localhost',
  'example.com.',
  'example..com',
  '-a.example',
  'a_b.example',
  'www.*.example',
  '*example.com',
  '**.example.com',
  'example.com:',
  'example.com:0',
  'example.com:65536',
  'example.com:80,',
  'example.com:80-90',
  'example.com:https',
  'example.com:1,2,3,4,5,6,7,8,9',
  'https://example.com',
  'example.com/x',
  'example.com/}',
  '[example.com]:80',
  '[192.0.2.7]:80',
  '192.0.2',
  '192.0.2.256',
  '192.0.2.7/24',
  '192.0.2.0/33',
  '0.0.0.0/0',
  '64.0.0.0/7',
  '::/0',
  '2000::/15',
  '2001:db8::1/32',
  '2001:db8::/129',
  '::ffff:192.0.2.7',
  'fe80::1%eth0',
  '[2001:db8::7',
  '[2001:db8::7]443',
  `${'a'.repeat(64)}.example`,
  `${'a.'.repeat(130)}example`,
])
  test(`an operator may not write ${JSON.stringify(text.slice(0, 40))}`, (t) => {
    t.is(parseGardenEntry(text), undefined);
  });

test('whatever is understood holds nothing that means something to nft or dnsmasq', (t) => {
  const parts = fc.constantFrom(
    'a',
    'b.example',
    '*.',
    '[',
    ']',
    ':',
    '80',
    ',',
    '/',
    '8',
    '::',
    '1.2.3.4',
    '{',
    '#',
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(parts).map((each) => each.join('')),
      ),
      (text) => {
        const entry = parseGardenEntry(text);
        if (entry !== undefined) t.regex('name' in entry ? entry.name : entry.prefix, /^[a-z0-9.:/-]+$/);
        else t.pass();
      },
    ),
  );
});

test('dnsmasq takes a name with all below it, the resolver the name alone', (t) => {
  const entry = parseGardenEntry('example.com') as GardenName;
  const wildcard = parseGardenEntry('*.example.com') as GardenName;
  for (const each of [entry, wildcard]) {
    t.true(covers(each, 'example.com', 'dnsmasq'));
    t.true(covers(each, 'a.b.example.com', 'dnsmasq'));
    t.false(covers(each, 'anexample.com', 'dnsmasq'));
    t.false(covers(each, 'com', 'dnsmasq'));
  }
  t.true(covers(entry, 'example.com', 'resolver'));
  t.false(covers(entry, 'www.example.com', 'resolver'));
});
