import { type Paper, papers } from '../../login/voucher/sheet.js';
import { present } from '../../system/present.js';
import { planIn } from '../fields.js';
import type { AllOperations } from '../operations.js';
import type { AdminOptions } from '../options.js';
import { durationIn } from './durations.js';
import { given } from './form.js';
import { sendPage } from './pages.js';
import type { Behind } from './routes.js';
import { moment } from './shown.js';

/** The sheet has a style of its own in each size of paper, and nothing else. */
const sheetPolicy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'";

/** Vouchers: made and printed, revoked; the codes are on the sheet only, once. */
export function addVouchers(
  behind: Behind,
  { plans, offered, sheet }: AdminOptions,
  operations: AllOperations,
): void {
  behind.get('/vouchers', async (ctx, signedIn) => {
    const batches = await operations.listVoucherBatches.run({}, signedIn.caller);
    const data = {
      batches: batches.map((each) => ({
        ...each,
        until: moment(each.validUntil),
        made: moment(each.createdAt),
      })),
      plans: Object.keys(plans),
      areTaken: offered.has('voucher'),
    };
    sendPage(ctx, 'vouchers', data, signedIn);
  });

  behind.post('/vouchers/make', async (form, { caller }, ctx) => {
    const numbers = Object.entries(given(form, 'count', 'devices')).map(([name, text]) => [
      name,
      Number(text),
    ]);
    const { durationSeconds } = durationIn(form);
    const body = {
      ...given(form, 'plan', 'note'),
      ...Object.fromEntries(numbers),
      ...present({ validSeconds: durationSeconds }),
    };
    const plan = planIn(form.get('plan') ?? '', plans, { parameter: 'plan' });
    // Before they are made: codes that cannot be shown would be lost.
    const print = plan?.name && offered.has('voucher') ? sheet(plan.name, paperOf(form)) : undefined;
    const made = await operations.createVoucherBatch.run({ body }, caller);
    ctx.body = print?.(made);
    ctx.set({ 'Content-Security-Policy': sheetPolicy, 'Cache-Control': 'no-store' });
    ctx.set('Content-Type', 'text/html; charset=utf-8');
    return undefined;
  });

  behind.post('/vouchers/revoke', async (form, { caller }) => {
    await operations.deleteVoucher.run({ params: given(form, 'name') }, caller);
    return '/vouchers';
  });
}

const paperOf = (form: URLSearchParams): Paper => papers.find((each) => each === form.get('paper')) ?? 'a4';
