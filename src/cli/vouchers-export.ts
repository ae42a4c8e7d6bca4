import { stringify } from 'csv-stringify/sync';
import { exit } from '../errors.js';
import { askForAll } from './admin-client.js';
import type { Command } from './command.js';

const columns = ['id', 'batch', 'plan', 'note', 'state', 'startsAt', 'endsAt', 'usedBytes', 'usedSeconds'];

/** `gate511 vouchers export`: every voucher, without its code, which nobody knows any more. */
export const vouchersExport: Command = {
  name: 'vouchers export',
  usage: '[--batch B] [--json]',
  summary: 'every voucher with its state and what it has used, as CSV or JSON',
  options: { batch: { type: 'string' }, json: { type: 'boolean' } },
  async run(invocation) {
    const batch = invocation.option('batch');
    const query = batch === undefined ? '' : `?batch=${encodeURIComponent(batch)}`;
    const rows = await askForAll<object>(invocation, `/vouchers${query}`);
    invocation.print(
      invocation.flag('json')
        ? JSON.stringify(rows, null, 2)
        : stringify([...rows], { header: true, columns, escape_formulas: true }).trimEnd(),
    );
    return exit.done;
  },
};
