import { exit } from '../errors.js';
import { askForAll } from './admin-client.js';
import type { Command } from './command.js';
import { printFound } from './print-found.js';
import { table } from './table.js';

type Row = Readonly<Record<'mac' | 'zone' | 'kind' | 'note' | 'by' | 'at' | 'endsAt', unknown>>;

/** `gate511 list`: the allow and the deny list. */
export const list: Command = {
  name: 'list',
  usage: '[--json]',
  summary: 'the allow and the deny list',
  options: { json: { type: 'boolean' } },
  async run(invocation) {
    const rows = await askForAll<Row>(invocation, '/list-entries');
    printFound(invocation, rows, readable);
    return exit.done;
  },
};

function readable(rows: readonly Row[]): string {
  const headings = ['MAC', 'KIND', 'ZONE', 'ENDS', 'BY', 'SINCE', 'NOTE'];
  return table(
    headings,
    rows.map((row) => [row.mac, row.kind, row.zone ?? 'all', row.endsAt, row.by, row.at, row.note]),
  );
}
