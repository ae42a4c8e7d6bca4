import { EventEmitter, once } from 'node:events';
import test from 'ava';
import { sparingly } from '../../src/system/sparingly.js';

test('what goes wrong each second is a line at once, one with the number of the others later, and a line again after a rest', async (t) => {
  const alive = setInterval(() => undefined, 1_000); // the window's own timer keeps no process
  t.teardown(() => clearInterval(alive));
  const said = new EventEmitter();
  const lines: unknown[] = [];
  const say = sparingly((fields) => {
    lines.push(fields);
    said.emit('line');
  }, 20);

  say({ reason: 'the disk is full' });
  t.deepEqual(lines, [{ reason: 'the disk is full' }]);
  const summary = once(said, 'line');
  for (const reason of ['the disk is full', 'the disk is gone']) say({ reason });
  t.is(lines.length, 1);
  await summary;
  t.deepEqual(lines.slice(1), [{ reason: 'the disk is gone', times: 2 }]);

  say({ reason: 'once more' });
  t.is(lines.length, 2);
  await once(said, 'line');
  t.deepEqual(lines.slice(2), [{ reason: 'once more', times: 1 }]);
});
