import test from 'ava';
import { parseZoneName } from '../../src/client/zone-name.js';

test('a zone name can become part of an nftables name and of a path', (t) => {
  for (const name of ['g', 'guest', 'hall-2', 'a23456789012345'])
    t.is<string | undefined, string>(parseZoneName(name), name);
  for (const name of [
    '',
    'Guest',
    '2guest',
    '-guest',
    'guest zone',
    'guest/1',
    'guest}',
    'gäste',
    'a234567890123456',
    'guest\n',
  ])
    t.is(parseZoneName(name), undefined, JSON.stringify(name));
});
