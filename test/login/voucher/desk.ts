import type { ExecutionContext } from 'ava';
import { type BatchOrder, issueBatch } from '../../../src/login/voucher/issue.js';
import { voucher } from '../../../src/login/voucher/voucher.js';
import { VoucherKey } from '../../../src/login/voucher/voucher-key.js';
import type { Plan, PlanName } from '../../../src/plan/plan.js';
import { systemRandom } from '../../../src/system/random.js';
import { ask } from '../../hotspot/ask.js';
import { type HotspotOptions, openHotspot } from '../../hotspot/hotspot.js';
import { planName } from '../../plans.js';
import { post, tokenIn } from '../../portal/forms.js';
import { temporaryDirectory } from '../../temporary-directory.js';

export const dayPass = planName('day-pass');
const dayMs = 86_400_000;

/** A zone that takes vouchers of a plan for a day, the counter that makes them, and visitors that enter them. */
export async function openDesk(
  t: ExecutionContext,
  plan: Plan = { durationSeconds: 86_400 },
  more: HotspotOptions = {},
) {
  const state = await temporaryDirectory(t);
  const plans: Record<PlanName, Plan> = { [dayPass]: { name: dayPass, ...plan } };
  const hotspot = await openHotspot(t, { methods: [voucher], plans, state, ...more });
  const { gate, clock } = hotspot;
  const key = await VoucherKey.open(state, systemRandom);
  const issue = async (order: Partial<BatchOrder> = {}, count = 1) => {
    const validUntil = clock() + 30 * dayMs;
    const whole = { by: 'anna', note: '', plan: dayPass, devices: 1, validUntil, ...order };
    return issueBatch(gate, key, systemRandom, whole, count);
  };
  return {
    hotspot,
    gate,
    clock,
    state,
    plans,
    key,
    issue,
    /** The code of a new batch of one. */
    oneCode: async (order: Partial<BatchOrder> = {}) => codeIn(await issue(order)),
    /** Opens the login page as a device and enters a code. */
    enter: async (code: string, from = '127.0.0.1') => {
      const page = await ask(hotspot.portal, { from });
      return post(hotspot, '/login', { token: tokenIn(page), method: 'voucher', voucher: code }, { from });
    },
  };
}

export const codeIn = ({ vouchers: [first] }: Awaited<ReturnType<typeof issueBatch>>) => first?.code ?? '';
