import type { Voucher, VoucherBatch } from '../../store/voucher.js';

type VoucherState = 'early' | 'unused' | 'running' | 'over' | 'revoked';

/** How a voucher stands at one moment; times are epoch milliseconds. */
export interface VoucherStanding {
  readonly state: VoucherState;
  /** From when its time runs; undefined before its first use. */
  readonly startsAt: number | undefined;
  /** When it is over, as far as that is known now: a first use may bring it forward. */
  readonly endsAt: number;
}

/** `durationSeconds` is its plan's: the time from the start to the end of a voucher, however often it logs in. */
export function voucherStanding(
  { startedAt, revokedAt }: Pick<Voucher, 'startedAt' | 'revokedAt'>,
  { startsAt: fixedStart, validUntil }: Pick<VoucherBatch, 'startsAt' | 'validUntil'>,
  durationSeconds: number,
  now: number,
): VoucherStanding {
  const startsAt = fixedStart ?? startedAt;
  const endsAt = startsAt === undefined ? validUntil : endOf(startsAt, durationSeconds, validUntil);
  const state = (): VoucherState => {
    if (revokedAt !== undefined) return 'revoked';
    if (now >= endsAt) return 'over';
    if (startsAt !== undefined && now < startsAt) return 'early';
    return startedAt === undefined ? 'unused' : 'running';
  };
  return { state: state(), startsAt, endsAt };
}

/** When a voucher ends that starts then. */
export const endOf = (startsAt: number, durationSeconds: number, validUntil: number) =>
  Math.min(startsAt + durationSeconds * 1000, validUntil);
