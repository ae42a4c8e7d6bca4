import { historyOf } from '../../access/history.js';
import type { Voucher, VoucherBatch } from '../../store/voucher.js';
import { inSteps } from '../../system/steps.js';
import { accountOf, firstUseOf } from './account.js';
import type { VoucherWorth } from './redeem.js';
import { type VoucherStanding, voucherStanding } from './standing.js';

/** A voucher as an operator sees it: everything but its code. */
export interface VoucherReport extends VoucherStanding {
  readonly voucher: Voucher;
  readonly batch: VoucherBatch;
  /** Both directions together, by all its devices. */
  readonly bytes: number;
  readonly seconds: number;
}

/** Every voucher there is, as it stands now. */
export async function reportOf({ gate, plans }: VoucherWorth): Promise<VoucherReport[]> {
  const batches = new Map((await gate.store.table('voucherBatches').all()).map((each) => [each.id, each]));
  const now = gate.clock();
  const reports: VoucherReport[] = [];
  for await (const some of inSteps(await gate.store.table('vouchers').all()))
    for (const voucher of some) {
      const batch = batches.get(voucher.batch);
      if (!batch) continue;
      const startedAt = firstUseOf(gate, voucher);
      const used = startedAt === undefined ? voucher : { ...voucher, startedAt };
      const duration = plans[batch.plan]?.durationSeconds ?? Number.POSITIVE_INFINITY;
      const { bytes, seconds } = historyOf(gate, accountOf(voucher));
      reports.push({ voucher, batch, bytes, seconds, ...voucherStanding(used, batch, duration, now) });
    }
  return reports;
}
