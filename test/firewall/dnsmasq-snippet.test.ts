import test from 'ava';
import { dnsmasqSnippet } from '../../src/firewall/dnsmasq-snippet.js';
import { type GardenEntry, parseGardenEntry } from '../../src/garden/garden-entry.js';
import { guest, staff } from '../clients.js';

const garden = (...texts: readonly string[]) => texts.map((text) => parseGardenEntry(text) as GardenEntry);
const linesOf = (snippet: string) => snippet.split('\n').filter((line) => /^[^#]/.test(line));

test('dnsmasq is told of each name once, with all sets that its addresses belong to', (t) => {
  const zones = [
    { name: guest, garden: garden('menu.example', '*.shop.example:443,80', '192.0.2.1') },
    { name: staff, garden: garden('www.shop.example', 'menu.example', 'otherwww.shop.example') },
  ];
  t.deepEqual(linesOf(dnsmasqSnippet(zones)), [
    'max-ttl=60',
    'max-cache-ttl=60',
    'nftset=/menu.example/4#inet#gate511#garden4_guest,6#inet#gate511#garden6_guest,4#inet#gate511#garden4_staff,6#inet#gate511#garden6_staff',
    'nftset=/shop.example/4#inet#gate511#garden4_guest_80_443,6#inet#gate511#garden6_guest_80_443',
    // The longest name that fits wins in dnsmasq, so what holds for shop.example is said here again.
    'nftset=/www.shop.example/4#inet#gate511#garden4_guest_80_443,6#inet#gate511#garden6_guest_80_443,4#inet#gate511#garden4_staff,6#inet#gate511#garden6_staff',
    'nftset=/otherwww.shop.example/4#inet#gate511#garden4_guest_80_443,6#inet#gate511#garden6_guest_80_443,4#inet#gate511#garden4_staff,6#inet#gate511#garden6_staff',
  ]);
});

test('without a name in any garden dnsmasq’s answers are left alone', (t) => {
  t.deepEqual(linesOf(dnsmasqSnippet([{ name: guest, garden: garden('192.0.2.1') }])), []);
});
