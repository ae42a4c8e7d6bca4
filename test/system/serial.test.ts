import { setImmediate as turn } from 'node:timers/promises';
import test from 'ava';
import { Serial } from '../../src/system/serial.js';

test('tasks of one key run one after the other, those of another beside them', async (t) => {
  const serial = new Serial<string>();
  const heard: string[] = [];
  const task = (name: string, turns: number) => async () => {
    heard.push(`${name} begins`);
    for (let count = 0; count < turns; count += 1) await turn();
    heard.push(`${name} ends`);
    return name;
  };
  const done = await Promise.all([
    serial.run('a', task('first', 5)),
    serial.run('a', task('second', 0)),
    serial.run('b', task('other', 1)),
  ]);
  t.deepEqual(done, ['first', 'second', 'other']);
  t.deepEqual(heard, [
    'first begins',
    'other begins',
    'other ends',
    'first ends',
    'second begins',
    'second ends',
  ]);
});

test('a task of several keys waits for what each of them has, and what comes later waits for it', async (t) => {
  const serial = new Serial<string>();
  const heard: string[] = [];
  const task = (name: string, turns: number) => async () => {
    for (let count = 0; count < turns; count += 1) await turn();
    heard.push(name);
    if (name === 'fails') throw new Error('no');
  };
  const failing = serial.run('a', task('fails', 5));
  const done = Promise.all([
    serial.run('b', task('b', 1)),
    serial.runForAll(['a', 'b'], task('both', 3)),
    serial.run('b', task('b again', 0)),
    serial.runForAll(['a', 'c'], task('a and c', 0)),
    serial.run('d', task('other', 0)),
  ]);
  t.deepEqual(
    ['a', 'b', 'c', 'd', 'e'].map((key) => serial.isBusy(key)),
    [true, true, true, true, false],
  );
  await t.throwsAsync(failing);
  await done;
  t.deepEqual(heard.slice(0, 4), ['other', 'b', 'fails', 'both']);
  t.deepEqual(heard.slice(4).sort(), ['a and c', 'b again']);
  t.false(serial.isBusy('a'));
});

test('a task that fails tells its own caller only, and the next one runs', async (t) => {
  const serial = new Serial<string>();
  const failing = serial.run('a', () => Promise.reject(new Error('no')));
  const next = serial.run('a', async () => 'yes');
  await t.throwsAsync(failing, { message: 'no' });
  t.is(await next, 'yes');
});

test('a key is busy from the first task to the end of the last', async (t) => {
  const serial = new Serial<string>();
  const tasks = [serial.run('a', async () => undefined), serial.run('a', async () => undefined)];
  t.deepEqual([serial.isBusy('a'), serial.isBusy('b')], [true, false]);
  await tasks[0];
  t.true(serial.isBusy('a'));
  await tasks[1];
  t.false(serial.isBusy('a'));
});
