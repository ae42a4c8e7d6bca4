import { exit, OperatorError } from '../errors.js';
import { askDaemon } from './admin-client.js';
import type { Command } from './command.js';

/** `gate511 vouchers revoke`. */
export const vouchersRevoke: Command = {
  name: 'vouchers revoke',
  usage: 'BATCH|ID',
  summary: 'make a batch of vouchers, or one, worthless and end its sessions',
  takes: 1,
  argument: 'a batch or the number of a voucher',
  async run(invocation) {
    const [name = ''] = invocation.positionals;
    if (!/^[\dA-Za-z]{1,20}$/.test(name))
      throw new OperatorError(`"${name}" is neither a batch nor the number of a voucher`, exit.usage);
    const { revoked } = await askDaemon<{ readonly revoked: readonly string[] }>(
      invocation,
      'DELETE',
      `/vouchers/${name}`,
    );
    invocation.print(
      revoked.length === 1 ? '1 voucher is revoked' : `${revoked.length} vouchers are revoked`,
    );
    return exit.done;
  },
};
