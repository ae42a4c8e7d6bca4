import { exit } from '../errors.js';
import { askForAll } from './admin-client.js';
import type { Command } from './command.js';
import { printFound } from './print-found.js';
import { table } from './table.js';

type Row = Readonly<
  Record<
    | 'mac'
    | 'zone'
    | 'addresses'
    | 'state'
    | 'method'
    | 'endsAt'
    | 'inputBytes'
    | 'outputBytes'
    | 'lastSeenAt',
    unknown
  >
>;

/** `gate511 clients`: who is there. */
export const clients: Command = {
  name: 'clients',
  usage: '[--json]',
  summary: 'every device that is there or online',
  options: { json: { type: 'boolean' } },
  async run(invocation) {
    const rows = await askForAll<Row>(invocation, '/clients');
    printFound(invocation, rows, readable);
    return exit.done;
  },
};

function readable(rows: readonly Row[]): string {
  const headings = ['MAC', 'ZONE', 'STATE', 'METHOD', 'ENDS', 'FROM IT', 'TO IT', 'LAST SEEN', 'ADDRESSES'];
  return table(
    headings,
    rows.map((row) => [
      row.mac,
      row.zone,
      row.state,
      row.method,
      row.endsAt,
      row.inputBytes,
      row.outputBytes,
      row.lastSeenAt,
      row.addresses,
    ]),
  );
}
