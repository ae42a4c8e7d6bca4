import type { Gate } from '../../access/gate.js';
import type { AccountKey } from '../../store/account.js';
import type { Voucher } from '../../store/voucher.js';

/** The user that a voucher's devices are: so its budgets and places are a user's, whatever device uses it. */
export const userOf = ({ id }: Pick<Voucher, 'id'>) => `voucher:${id}`;

export const accountOf = (voucher: Pick<Voucher, 'id'>): AccountKey => `user/voucher/${userOf(voucher)}`;

/**
 * When its first login was. The account tells before it is written into the voucher: it changes together with the
 * authorisation, so a login that is refused, or fails, begins nothing.
 */
export function firstUseOf(gate: Gate, voucher: Voucher): number | undefined {
  if (voucher.startedAt !== undefined) return voucher.startedAt;
  const pass = gate.store.account(accountOf(voucher))?.pass;
  return pass && gate.clock() - (gate.wallClock() - pass.startedAt); // the wall's clock may be another by now
}
