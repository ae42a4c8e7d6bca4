import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import test from 'ava';
import { run } from '../../src/system/run.js';

test('a program gets its arguments and input as they are, and what it printed comes back', async (t) => {
  t.is(await run('printf', ['%s|', 'a b', '$HOME', '; echo x', '*']), 'a b|$HOME|; echo x|*|');
  const long = 'ä\n'.repeat(200_000);
  t.is(await run('cat', [], long), long);
});

test('a program speaks English and knows nothing of our environment', async (t) => {
  t.deepEqual(
    (await run('env', []))
      .trim()
      .split('\n')
      .sort()
      .map((line) => line.split('=')[0]),
    ['LC_ALL', 'PATH'],
  );
});

test('why a program failed is in the error', async (t) => {
  await t.throwsAsync(run('ls', ['/nowhere']), { message: /^ls ended with code 2: .*nowhere.*No such file/ });
  await t.throwsAsync(run('sh', ['-c', 'kill -9 $$']), { message: /^sh ended with SIGKILL/ });
  await t.throwsAsync(run('no-such-program', []), {
    message: /^no-such-program cannot be started: .*ENOENT/,
  });
});

test('a program that does not read what it is given says itself what is wrong', async (t) => {
  await t.throwsAsync(run('sh', ['-c', 'echo no thanks >&2; exit 3'], 'x'.repeat(1_000_000)), {
    message: 'sh ended with code 3: no thanks',
  });
});

test('a program that cannot be started does not keep ours from ending', async (t) => {
  const module = new URL('../../src/system/run.js', import.meta.url).href;
  const script = `import { run } from '${module}'; await run('no-such-program', []).catch(() => console.log('no'));`;
  const options = { timeout: 15_000 }; // less than the time limit of a program
  const ended = promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], options);
  t.is((await ended).stdout, 'no\n');
});
