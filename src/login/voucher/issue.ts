import type { Gate } from '../../access/gate.js';
import type { Voucher, VoucherBatch } from '../../store/voucher.js';
import type { RandomBytes } from '../../system/random.js';
import { inSteps } from '../../system/steps.js';
import { newBatchId, newVoucherCode, type VoucherCode } from './code.js';
import type { VoucherKey } from './voucher-key.js';

export type BatchOrder = Omit<VoucherBatch, 'id' | 'createdAt'>;

/** A voucher when it is made: the only moment at which its code is known. */
interface IssuedVoucher {
  readonly id: string;
  readonly code: VoucherCode;
}

interface IssuedBatch {
  readonly batch: VoucherBatch;
  readonly vouchers: readonly IssuedVoucher[];
}

/** Makes so many vouchers; they are good when this resolves. */
export async function issueBatch(
  gate: Gate,
  key: VoucherKey,
  random: RandomBytes,
  order: BatchOrder,
  count: number,
): Promise<IssuedBatch> {
  const batch: VoucherBatch = { id: newBatchId(random), createdAt: gate.clock(), ...order };
  const table = gate.store.table('vouchers');
  const known = new Set((await table.all()).map(({ id }) => id));
  const vouchers: IssuedVoucher[] = [];
  const records: Voucher[] = [];
  for await (const some of inSteps(Array.from({ length: count }), 200))
    for (const _ of some) {
      const { code, id, hash } = newVoucher(key, random, known);
      known.add(id);
      records.push({ id, hash, batch: batch.id });
      vouchers.push({ id, code });
    }
  await gate.store.table('voucherBatches').update(batch.id, () => batch);
  await table.updateAll(records.map((record) => [record.id, () => record]));
  return { batch, vouchers };
}

/** One whose number no other voucher has. */
function newVoucher(key: VoucherKey, random: RandomBytes, known: ReadonlySet<string>) {
  for (;;) {
    const code = newVoucherCode(random);
    const made = { code, ...key.identify(code) };
    if (!known.has(made.id)) return made;
  }
}
