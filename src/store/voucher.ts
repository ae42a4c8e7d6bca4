import type { PlanName } from '../plan/plan.js';

/** Vouchers that were made together, and what each of them is worth. Times are epoch milliseconds. */
export interface VoucherBatch {
  /** On every voucher of it, and no secret. */
  readonly id: string;
  readonly createdAt: number;
  /** Who made it. */
  readonly by: string;
  readonly note: string;
  readonly plan: PlanName;
  /** Online at once with one voucher. */
  readonly devices: number;
  /** From when its plan's duration runs; absent: from each voucher's first use. */
  readonly startsAt?: number;
  /** Whatever is not used by then is lost. */
  readonly validUntil: number;
}

/** One voucher; its code is kept as a keyed hash only. */
export interface Voucher {
  /** The beginning of the hash: printed beside the code, and no secret. */
  readonly id: string;
  readonly hash: string;
  readonly batch: string;
  /** Its first use. */
  readonly startedAt?: number;
  readonly revokedAt?: number;
}
