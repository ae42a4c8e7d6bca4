import { exit, OperatorError } from '../errors.js';
import { askDaemon } from './admin-client.js';
import type { Command, Invocation } from './command.js';
import { lineFromInput } from './line-from-input.js';
import { printFound } from './print-found.js';
import { table } from './table.js';

type Row = Readonly<Record<'name' | 'role' | 'hasTotp' | 'sessions' | 'createdAt', unknown>>;
interface Link {
  readonly url: string;
  readonly endsAt: string;
}

const onName = {
  usage: 'NAME',
  takes: 1,
  argument: 'the name of an operator',
} as const;
const pathOf = ({ positionals: [name = ''] }: Invocation) => `/operators/${encodeURIComponent(name)}`;

/** `gate511 operator add`: by a link for him to choose a password, or with a password from the standard input. */
const add: Command = {
  ...onName,
  name: 'operator add',
  usage: 'NAME --role viewer|desk|admin [--password-stdin]',
  summary: 'print a link by which somebody becomes an operator, good once within ten minutes',
  options: { role: { type: 'string' }, 'password-stdin': { type: 'boolean' } },
  async run(invocation) {
    const [name = ''] = invocation.positionals;
    const role = invocation.option('role');
    if (role === undefined)
      throw new OperatorError('--role: found nothing, allowed: viewer, desk, admin', exit.usage);
    if (!invocation.flag('password-stdin')) return printLink(invocation, { name, role });
    await askDaemon(invocation, 'PUT', pathOf(invocation), { role, password: await lineFromInput() });
    invocation.print(`${name} is an operator: ${role}`);
    return exit.done;
  },
};

const reset: Command = {
  ...onName,
  name: 'operator reset',
  summary: 'print a link by which an operator sets a new password',
  run: (invocation) => printLink(invocation, { name: invocation.positionals[0] }),
};

/** Takes something of an operator away, or the operator himself. */
const deletion = (name: string, summary: string, path: string, said: string): Command => ({
  ...onName,
  name,
  summary,
  async run(invocation) {
    await askDaemon(invocation, 'DELETE', `${pathOf(invocation)}${path}`);
    invocation.print(`${invocation.positionals[0]} ${said}`);
    return exit.done;
  },
});

const remove = deletion(
  'operator remove',
  'take an operator out and end his sessions',
  '',
  'is no operator any more',
);
const signOut = deletion(
  'operator sign-out',
  'end all sessions of an operator',
  '/sessions',
  'is signed out everywhere',
);
const removeTotp = deletion(
  'operator remove-totp',
  'give up the second factor of an operator who has lost it',
  '/totp',
  'signs in without a second factor',
);

const list: Command = {
  name: 'operator list',
  usage: '[--json]',
  summary: 'who may use the console',
  options: { json: { type: 'boolean' } },
  async run(invocation) {
    const rows = await askDaemon<readonly Row[]>(invocation, 'GET', '/operators');
    printFound(invocation, rows, readable);
    return exit.done;
  },
};

const adminLink: Command = {
  name: 'admin link',
  usage: '',
  summary: 'print a link by which somebody becomes an operator who may do everything',
  run: (invocation) => printLink(invocation, {}),
};

async function printLink(invocation: Invocation, body: object): Promise<number> {
  const { url, endsAt } = await askDaemon<Link>(invocation, 'POST', '/operator-links', body);
  invocation.print(`${url}\ngood once, until ${endsAt}`);
  return exit.done;
}

function readable(rows: readonly Row[]): string {
  const headings = ['NAME', 'ROLE', 'SECOND FACTOR', 'SESSIONS', 'SINCE'];
  return table(
    headings,
    rows.map((row) => [row.name, row.role, row.hasTotp ? 'yes' : 'no', row.sessions, row.createdAt]),
  );
}

/** Who may run the network. */
export const operatorCommands: readonly Command[] = [
  add,
  list,
  reset,
  signOut,
  removeTotp,
  remove,
  adminLink,
];
