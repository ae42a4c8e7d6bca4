import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { temporaryDirectory } from '../temporary-directory.js';
import { Program } from './program.js';

test('a line is given when it is whole', async (t) => {
  const fifo = join(await temporaryDirectory(t), 'fifo');
  const script = 'mkfifo "$1"; printf half; read _ < "$1"; echo " and half"';
  const program = new Program('sh', ['-c', script, 'sh', fifo]);
  const line = program.line(/half/);
  await program.received(4);
  await writeFile(fifo, '\n');
  t.is(await line, 'half and half');
});
