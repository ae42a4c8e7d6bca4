import type { Gate } from '../../access/gate.js';
import { revokeWhere } from '../../access/revoke.js';
import type { Voucher } from '../../store/voucher.js';
import { accountOf, userOf } from './account.js';

/** Makes a voucher, or all of a batch, worthless, and ends their sessions. Gives those that it names. `by` is the operator who wants it so. */
export async function revokeVouchers(gate: Gate, name: string, by: string): Promise<readonly Voucher[]> {
  const table = gate.store.table('vouchers');
  const isNamed = ({ id, batch }: Voucher) => id === name.toLowerCase() || batch === name.toUpperCase();
  const named = (await table.all()).filter(isNamed);
  const revokedAt = gate.clock();
  await table.updateAll(
    named.map(({ id }) => [
      id,
      (voucher) => (voucher && voucher.revokedAt === undefined ? { ...voucher, revokedAt } : voucher),
    ]),
  );
  await endSessionsOf(gate, named, by);
  return named;
}

export async function endSessionsOf(gate: Gate, vouchers: readonly Voucher[], by?: string): Promise<void> {
  const users = new Set(vouchers.map(userOf));
  if (users.size === 0) return;
  // Logins that are under way come first, so that they are ended too.
  await Promise.all(vouchers.map((voucher) => gate.logins.run(accountOf(voucher), async () => undefined)));
  await revokeWhere(gate, ({ user }) => user !== undefined && users.has(user), 'Admin-Reset', by);
}
