import { Program } from '../../e2e/program.js';
import { secret } from './free-radius.js';

/** What FreeRADIUS's `radclient` hears when it sends a request of these attributes to the gateway. */
export async function radclient(
  kind: 'disconnect' | 'coa',
  attributes: Readonly<Record<string, string>>,
  {
    to = '127.0.0.1:3799',
    by = secret,
    isSigned = true,
    start = (file: string, args: readonly string[]) => new Program(file, args),
  } = {},
): Promise<string> {
  const given = { ...attributes, ...(isSigned ? { 'Message-Authenticator': '0x00' } : {}) };
  const request = Object.entries(given).map(([name, value]) => `${name}="${value}"`);
  const command = `printf '%s' "$1" | radclient -x -r 1 -t 3 "$2" "$3" "$4"`;
  const { stdout, stderr } = await start('sh', ['-c', command, 'sh', request.join(','), to, kind, by])
    .finished;
  const [, answer = 'silence'] = /Received (\S+) Id[^\n]*\n/.exec(stdout) ?? [];
  const [, cause] = /Error-Cause = (\S+)/.exec(stdout.split('Received')[1] ?? '') ?? [];
  if (answer === 'silence' && !/No reply/.test(stdout + stderr))
    throw new Error(`radclient: ${stdout}${stderr}`);
  return cause === undefined ? answer : `${answer} ${cause}`;
}
