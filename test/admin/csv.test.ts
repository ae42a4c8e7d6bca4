import test from 'ava';
import { csvOf } from '../../src/admin/rest/csv.js';

test('no text of a guest begins a formula, also where a spreadsheet separates by semicolons', (t) => {
  const formulas = [
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '\t=1',
    'ann;=HYPERLINK("http://evil.test")',
    'ann; \t+1',
  ];
  for (const user of formulas)
    for (const cell of csvOf([{ user, nested: { user } }]).split(/[,;\t\n]/))
      t.notRegex(cell.replaceAll('"', '').trimStart(), /^[=+\-@]/, cell);
});

test('what is no formula stays as it is', (t) => {
  t.is(
    csvOf([{ mac: '02:00:00:00:00:0a', note: 'scales; old', bytes: 5 }]),
    'mac,note,bytes\n02:00:00:00:00:0a,scales; old,5\n',
  );
});
