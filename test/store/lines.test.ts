import test from 'ava';
import { Lines } from '../../src/store/lines.js';

test('lines are added, changed where they stand whatever their length, and taken out', (t) => {
  const lines = new Lines();
  for (const line of ['one\n', 'zwei\n', 'drei\n']) lines.add(line);
  lines.replace('zwei\n', 'two, and a good deal longer than before: ü\n');
  lines.replace('drei\n', 'three\n');
  t.is(lines.text.toString(), 'one\ntwo, and a good deal longer than before: ü\nthree\n');
  lines.replace('one\n', '');
  lines.replace('two, and a good deal longer than before: ü\n', '2\n');
  t.is(lines.text.toString(), '2\nthree\n');
});

test('a line that is not there is a fault, and changes nothing', (t) => {
  const lines = new Lines();
  lines.add('one\n');
  t.throws(() => lines.replace('two\n', 'three\n'), { message: /no line two/ });
  t.is(lines.text.toString(), 'one\n');
});
