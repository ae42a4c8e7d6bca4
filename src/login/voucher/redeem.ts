import type { Gate } from '../../access/gate.js';
import { historyOf } from '../../access/history.js';
import { limitsFor, type Refusal } from '../../plan/limits.js';
import type { Plan, PlanName } from '../../plan/plan.js';
import type { Voucher } from '../../store/voucher.js';
import { accountOf, firstUseOf } from './account.js';
import type { VoucherCode } from './code.js';
import { endOf, type VoucherStanding, voucherStanding } from './standing.js';
import type { VoucherKey } from './voucher-key.js';

/** What it takes to know what a voucher is worth. */
export interface VoucherWorth {
  readonly gate: Gate;
  readonly plans: Readonly<Record<PlanName, Plan>>;
}

export type Redemption =
  | { readonly kind: 'good'; readonly voucher: Voucher; readonly plan: Plan; readonly endsAt: number }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'not-now'; readonly standing: VoucherStanding; readonly plan: Plan }
  | { readonly kind: 'spent'; readonly limit: Refusal['limit'] }
  /** Its plan is not in the configuration any more. */
  | { readonly kind: 'no-plan'; readonly name: PlanName };

/** What a code is good for now. It changes nothing: a voucher begins with the session that is made of it. */
export async function redeem(
  { gate, plans }: VoucherWorth,
  key: VoucherKey,
  code: VoucherCode,
): Promise<Redemption> {
  const { id, hash } = key.identify(code);
  const voucher = await gate.store.table('vouchers').get(id);
  const batch = voucher && (await gate.store.table('voucherBatches').get(voucher.batch));
  if (!voucher || !batch || voucher.hash !== hash) return { kind: 'unknown' };
  const named = plans[batch.plan];
  if (!named) return { kind: 'no-plan', name: batch.plan };

  const plan = { ...named, devices: batch.devices };
  const now = gate.clock();
  const startedAt = firstUseOf(gate, voucher);
  const used = startedAt === undefined ? voucher : { ...voucher, startedAt };
  const standing = voucherStanding(used, batch, plan.durationSeconds, now);
  if (standing.state !== 'unused' && standing.state !== 'running') return { kind: 'not-now', standing, plan };
  const admission = limitsFor(plan, historyOf(gate, accountOf(voucher)), gate.wallClock());
  if (admission.kind === 'refuse' && isForGood(admission.limit))
    return { kind: 'spent', limit: admission.limit };
  const endsAt = endOf(standing.startsAt ?? now, plan.durationSeconds, batch.validUntil);
  return { kind: 'good', voucher, plan, endsAt };
}

/** Of other plans it comes again; a voucher ends with its plan's duration. */
const isForGood = (limit: Refusal['limit']) => limit === 'data' || limit === 'time';
