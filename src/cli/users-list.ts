import { exit } from '../errors.js';
import { askForAll } from './admin-client.js';
import type { Command } from './command.js';
import { printFound } from './print-found.js';
import { table } from './table.js';

const columns = {
  ...{ NAME: 'name', STATE: 'state', ONLINE: 'online', PLAN: 'plan', DEVICES: 'devices' },
  ...{ 'VALID UNTIL': 'validUntil', BY: 'createdBy', SINCE: 'createdAt', NOTE: 'note' },
} as const;

type Row = Readonly<Record<(typeof columns)[keyof typeof columns], unknown>>;

/** `gate511 users list`. */
export const usersList: Command = {
  name: 'users list',
  usage: '[--waiting] [--json]',
  summary: 'the users, or those who wait for approval',
  options: { waiting: { type: 'boolean' }, json: { type: 'boolean' } },
  async run(invocation) {
    const all = await askForAll<Row>(invocation, '/users');
    const rows = invocation.flag('waiting') ? all.filter(({ state }) => state === 'waiting') : all;
    printFound(invocation, rows, readable);
    return exit.done;
  },
};

function readable(rows: readonly Row[]): string {
  return table(
    Object.keys(columns),
    rows.map((row) => Object.values(columns).map((key) => row[key])),
  );
}
