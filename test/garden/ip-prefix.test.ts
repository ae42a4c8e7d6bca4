import test from 'ava';
import { type IpAddress, parseIpAddress } from '../../src/client/ip-address.js';
import { type IpPrefix, isWithin, lengthOf, parseIpPrefix } from '../../src/garden/ip-prefix.js';
import { isPublic } from '../../src/garden/public-address.js';

const address = (text: string) => parseIpAddress(text) as IpAddress;
const prefix = (text: string) => parseIpPrefix(text) as IpPrefix;

test('an address is within a network when its first bits are the network’s', (t) => {
  for (const [inside, network] of [
    ['198.51.100.0', '198.51.100.0/24'],
    ['198.51.100.255', '198.51.100.0/24'],
    ['198.51.103.255', '198.51.100.0/22'],
    ['192.0.2.1', '0.0.0.0/0'],
    ['192.0.2.1', '192.0.2.1'],
    ['2001:db8:ffff::1', '2001:db8::/32'],
    ['2001:db8:1fff::', '2001:db8::/35'],
  ] as const)
    t.true(isWithin(address(inside), prefix(network)), `${inside} in ${network}`);
  for (const [outside, network] of [
    ['198.51.101.0', '198.51.100.0/24'],
    ['198.51.104.0', '198.51.100.0/22'],
    ['192.0.2.2', '192.0.2.1'],
    ['2001:db8:2000::', '2001:db8::/35'],
    ['2001:db8::1', '0.0.0.0/0'],
    ['192.0.2.1', '::/0'],
  ] as const)
    t.false(isWithin(address(outside), prefix(network)), `${outside} not in ${network}`);
});

test('an address is a network of its own', (t) => {
  t.is(lengthOf(prefix('192.0.2.1')), 32);
  t.is(lengthOf(prefix('2001:db8::1')), 128);
  t.is(lengthOf(prefix('2001:db8::/32')), 32);
});

test('no address of a private, local, shared or multicast network is public', (t) => {
  for (const each of [
    '0.0.0.1',
    '10.77.0.1',
    '100.64.0.1',
    '127.0.0.1',
    '169.254.169.254',
    '172.31.255.255',
    '192.168.1.1',
    '224.0.0.1',
    '255.255.255.255',
    '::1',
    '::',
    'fe80::1',
    'fd77::1',
    'ff02::1',
    '64:ff9b::a00:1',
  ])
    t.false(isPublic(address(each)), each);
  for (const each of ['192.0.2.1', '172.32.0.1', '100.128.0.1', '2001:db8::1', '2a00::1'])
    t.true(isPublic(address(each)), each);
});
