import type { Gate } from '../../access/gate.js';
import { revoke } from '../../access/revoke.js';
import { isInForce } from '../../store/authorisation.js';
import type { Voucher } from '../../store/voucher.js';
import { accountOf, userOf } from './account.js';

/** Makes a voucher, or all of a batch, worthless, and ends their sessions. Gives those that it names. */
export async function revokeVouchers(gate: Gate, name: string): Promise<readonly Voucher[]> {
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
  await endSessionsOf(gate, named);
  return named;
}

export async function endSessionsOf(gate: Gate, vouchers: readonly Voucher[]): Promise<void> {
  const users = new Set(vouchers.map(userOf));
  if (users.size === 0) return;
  // Logins that are under way come first, so that they are ended too.
  await Promise.all(vouchers.map((voucher) => gate.logins.run(accountOf(voucher), async () => undefined)));
  const now = gate.clock();
  const online = (await gate.store.authorisations()).filter(
    (each) => each.user !== undefined && users.has(each.user) && isInForce(each, now),
  );
  await Promise.all(online.map((each) => revoke(gate, each, 'Admin-Reset')));
}
