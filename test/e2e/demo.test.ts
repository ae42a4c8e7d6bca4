import { fileURLToPath } from 'node:url';
import { testsUnless } from '../needing.js';
import { obstacle } from './obstacle.js';
import { Program } from './program.js';

const demo = fileURLToPath(new URL('demo.js', import.meta.url));

testsUnless(obstacle())('what npm run demo shows is what happens', async (t) => {
  const { code, stdout } = await new Program(process.execPath, [demo]).finished;
  t.is(code, 0, stdout);
});
