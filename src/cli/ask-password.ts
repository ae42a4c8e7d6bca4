import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { exit, OperatorError } from '../errors.js';
import { randomText, systemRandom } from '../system/random.js';
import type { Invocation } from './command.js';

/** Letters that are hard to mistake, 16 of which are 71 bits. */
const alphabet = 'abcdefghjkmnpqrstvwxyz';
const generatedLength = 16;

interface GivenPassword {
  readonly password: string;
  /** Whether nobody knows it but us: then it must be shown. */
  readonly isGenerated: boolean;
}

/** With `--generate` a new one; else what is typed, twice and unseen, or the first line of standard input. */
export async function givenPassword(invocation: Invocation): Promise<GivenPassword> {
  if (invocation.flag('generate')) {
    const text = randomText(systemRandom, alphabet, generatedLength);
    return { password: text.replace(/(.{4})(?=.)/g, '$1-'), isGenerated: true };
  }
  if (!process.stdin.isTTY) return { password: await firstLine(), isGenerated: false };
  const password = await askUnseen('Password: ');
  if ((await askUnseen('Again: ')) !== password)
    throw new OperatorError('these two differ: nothing was changed', exit.refused);
  return { password, isGenerated: false };
}

async function firstLine(): Promise<string> {
  const lines = createInterface({ input: process.stdin });
  const [line] = await Promise.race([once(lines, 'line'), once(lines, 'close')]);
  lines.close();
  if (typeof line === 'string' && line !== '') return line;
  throw new OperatorError('no password on standard input: give one, or --generate', exit.usage);
}

/** The terminal shows the question and nothing that is typed. */
async function askUnseen(question: string): Promise<string> {
  process.stderr.write(question);
  const unseen = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: unseen, terminal: true });
  try {
    return await new Promise((resolve, reject) => {
      for (const end of ['SIGINT', 'close'])
        lines.on(end, () => reject(new OperatorError('nothing was changed', exit.refused)));
      lines.question('', resolve);
    });
  } finally {
    lines.close();
    process.stderr.write('\n');
  }
}
