import type { Gate } from '../../access/gate.js';
import { inSteps } from '../../system/steps.js';
import { firstUseOf } from './account.js';
import { endSessionsOf } from './revoke-vouchers.js';

/** How long it can still be found out what became of a batch that is over. */
const rememberedMs = 30 * 24 * 3_600_000;

/** What nobody asks for while he waits: one pass over all vouchers. */
export async function keepVouchers(gate: Gate): Promise<void> {
  await writeFirstUses(gate);
  await endRevoked(gate);
  await forgetOldBatches(gate);
}

/** The account is forgotten one day; the voucher must not be unused again then. */
async function writeFirstUses(gate: Gate): Promise<void> {
  const table = gate.store.table('vouchers');
  const unwritten = (await table.all()).filter(({ startedAt }) => startedAt === undefined);
  for await (const some of inSteps(unwritten))
    for (const voucher of some) {
      const startedAt = firstUseOf(gate, voucher);
      if (startedAt !== undefined)
        await table.update(voucher.id, (before) => before && { ...before, startedAt });
    }
}

/** A login may have been under way while its voucher was revoked. */
async function endRevoked(gate: Gate): Promise<void> {
  const vouchers = await gate.store.table('vouchers').all();
  await endSessionsOf(
    gate,
    vouchers.filter(({ revokedAt }) => revokedAt !== undefined),
  );
}

async function forgetOldBatches(gate: Gate): Promise<void> {
  const batches = gate.store.table('voucherBatches');
  const vouchers = gate.store.table('vouchers');
  const now = gate.clock();
  const old = (await batches.all()).filter(({ validUntil }) => validUntil + rememberedMs < now);
  if (old.length === 0) return;
  const ids = new Set(old.map(({ id }) => id));
  const theirs = (await vouchers.all()).filter(({ batch }) => ids.has(batch));
  await vouchers.updateAll(theirs.map(({ id }) => [id, () => undefined]));
  await batches.updateAll(old.map(({ id }) => [id, () => undefined]));
}
