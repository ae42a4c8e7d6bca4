import { exit } from '../errors.js';
import { askDaemon } from './admin-client.js';
import type { Command } from './command.js';
import { printFound } from './print-found.js';
import { table } from './table.js';

const columns = [
  ...(['batch', 'plan', 'devices', 'count', 'early', 'unused', 'running', 'over', 'revoked'] as const),
  ...(['startsAt', 'validUntil', 'by', 'createdAt', 'note'] as const),
];
const headings = columns.map((name) => name.replace(/[A-Z]/g, ' $&').toUpperCase());

type Row = Readonly<Record<(typeof columns)[number], unknown>>;

/** `gate511 vouchers list`: the batches. */
export const vouchersList: Command = {
  name: 'vouchers list',
  usage: '[--json]',
  summary: 'the batches of vouchers, and how many of each are used',
  options: { json: { type: 'boolean' } },
  async run(invocation) {
    const rows = await askDaemon<readonly Row[]>(invocation, 'GET', '/voucher-batches');
    printFound(invocation, rows, readable);
    return exit.done;
  },
};

function readable(rows: readonly Row[]): string {
  return table(
    headings,
    rows.map((row) => columns.map((name) => row[name])),
  );
}
