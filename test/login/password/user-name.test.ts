import test from 'ava';
import { parseUserName } from '../../../src/login/password/user-name.js';

test('a name is the same however it is written', (t) => {
  for (const text of ['Zoë', 'ZOË', 'zoe\u0308', ' zoë ', 'ＺＯË']) t.is(parseUserName(text), 'zoë' as never);
});

test('names are letters and digits of any script, and addresses of e-mail', (t) => {
  for (const text of ['anna', 'anna.b@example.test', 'مريم', '王小明', 'r2-d2', '42'])
    t.is(parseUserName(text), text as never);
});

test('whatever else is typed is no name', (t) => {
  const others = [
    '',
    ' ',
    '.anna',
    'anna b',
    'a/b',
    'voucher:1',
    'a\u202eb',
    'a\u0000b',
    'a\nb',
    '<b>',
    'x'.repeat(65),
    'ﷺ'.repeat(100),
  ];
  for (const text of others) t.is(parseUserName(text), undefined, JSON.stringify(text));
});
