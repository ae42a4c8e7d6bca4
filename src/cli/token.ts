import { exit } from '../errors.js';
import { askDaemon } from './admin-client.js';
import { durationOption } from './arguments.js';
import type { Command } from './command.js';
import { printFound } from './print-found.js';
import { table } from './table.js';

type Row = Readonly<Record<'name' | 'scopes' | 'createdAt' | 'createdBy' | 'endsAt' | 'usedAt', unknown>>;

const create: Command = {
  name: 'token create',
  usage: 'NAME --scopes S,S… [--for 90d]',
  summary: 'make a token for a program that uses the API, and print it, once',
  options: { scopes: { type: 'string' }, for: { type: 'string' } },
  takes: 1,
  argument: 'a name for the token',
  async run(invocation) {
    const [name = ''] = invocation.positionals;
    const scopes = (invocation.option('scopes') ?? '').split(',').filter((scope) => scope !== '');
    const body = { name, scopes, ...durationOption(invocation) };
    const { token } = await askDaemon<{ readonly token: string }>(invocation, 'POST', '/tokens', body);
    invocation.print(token);
    return exit.done;
  },
};

const list: Command = {
  name: 'token list',
  usage: '[--json]',
  summary: 'the tokens, without their secrets',
  options: { json: { type: 'boolean' } },
  async run(invocation) {
    const rows = await askDaemon<readonly Row[]>(invocation, 'GET', '/tokens');
    printFound(invocation, rows, readable);
    return exit.done;
  },
};

const remove: Command = {
  name: 'token remove',
  usage: 'NAME',
  summary: 'take a token out',
  takes: 1,
  argument: 'the name of a token',
  async run(invocation) {
    const [name = ''] = invocation.positionals;
    await askDaemon(invocation, 'DELETE', `/tokens/${encodeURIComponent(name)}`);
    invocation.print(`the token ${name} is gone`);
    return exit.done;
  },
};

function readable(rows: readonly Row[]): string {
  const headings = ['NAME', 'ENDS', 'LAST USED', 'BY', 'SCOPES'];
  return table(
    headings,
    rows.map((row) => [row.name, row.endsAt, row.usedAt, row.createdBy, row.scopes]),
  );
}

/** What programs have instead of a password. */
export const tokenCommands: readonly Command[] = [create, list, remove];
