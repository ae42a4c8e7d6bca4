import { momentText } from '../../languages/amounts.js';
import type { Language } from '../../languages/language.js';
import { fill } from '../../languages/languages.js';
import { timeZoneOf } from '../../plan/plan.js';
import { type Repetition, repeat } from '../../system/repeat.js';
import type {
  Attempt,
  LoginMethod,
  MethodEffects,
  MethodKind,
  Reject,
  RunningMethod,
  Verdict,
} from '../method.js';
import { userOf } from './account.js';
import { parseVoucherCode } from './code.js';
import { keepVouchers } from './keep.js';
import { type Redemption, redeem } from './redeem.js';
import { sheetSamples } from './sheet.js';
import { texts } from './texts.js';
import { VoucherKey } from './voucher-key.js';

const field = 'voucher';
const keepPauseMs = 60_000;

/** Whoever enters the code of a voucher gets in, for what that is worth. */
export const voucher: MethodKind = {
  name: 'voucher',
  texts,
  samples: [{}],
  pageSamples: { 'login/voucher-sheet': sheetSamples },
  open: (_, effects) => new RunningVouchers(effects),
};

class RunningVouchers implements RunningMethod {
  readonly #effects: MethodEffects;
  #keeping: Repetition | undefined;

  constructor(effects: MethodEffects) {
    this.#effects = effects;
  }

  method(): LoginMethod {
    return {
      name: 'voucher',
      canExtend: false,
      filledByLink: [field],
      form: () => ({}),
      login: (attempt) => this.#login(attempt),
    };
  }

  async start(): Promise<void> {
    const { gate, state, log } = this.#effects;
    const isLost = !VoucherKey.isIn(state) && (await gate.store.table('vouchers').all()).length > 0;
    if (isLost)
      log.error({ state }, 'the key of the vouchers is missing: none that was made before is known');
    await this.#key();
    await keepVouchers(gate);
    this.#keeping = repeat('keep vouchers', keepPauseMs, () => keepVouchers(gate), log);
  }

  async stop(): Promise<void> {
    await this.#keeping?.stop();
  }

  /** Each time anew: a restore may have brought another one. */
  #key(): Promise<VoucherKey> {
    return VoucherKey.open(this.#effects.state, this.#effects.random);
  }

  async #login({ form, language }: Attempt): Promise<Verdict> {
    const code = parseVoucherCode(form.get(field) ?? '');
    if (!code) return { kind: 'reject', field, reason: texts[language.tag].malformed };
    const redemption = await redeem(this.#effects, await this.#key(), code);
    if (redemption.kind === 'no-plan')
      this.#effects.log.warn({ plan: redemption.name }, 'a voucher has a plan that is no longer configured');
    if (redemption.kind !== 'good') return rejection(redemption, language);
    return {
      kind: 'accept',
      user: userOf(redemption.voucher),
      plan: redemption.plan,
      notAfter: redemption.endsAt,
    };
  }
}

type NotNow = Extract<Redemption, { kind: 'not-now' }>;

function rejection(redemption: Exclude<Redemption, { kind: 'good' }>, language: Language): Reject {
  const t = texts[language.tag];
  switch (redemption.kind) {
    case 'unknown':
      return { kind: 'reject', field, reason: t.unknown, isWrong: true };
    case 'not-now':
      return { kind: 'reject', field, reason: notNow(redemption, language) };
    case 'spent':
      return { kind: 'reject', field, reason: language.refused[redemption.limit] };
    case 'no-plan':
      return { kind: 'reject', field, reason: t.unusable };
  }
}

function notNow({ standing, plan }: NotNow, language: Language): string {
  const { state, startsAt } = standing;
  const { early, over, revoked } = texts[language.tag];
  if (state === 'early' && startsAt !== undefined)
    return fill(early, { moment: momentText(language, startsAt, timeZoneOf(plan)) });
  return state === 'revoked' ? revoked : over;
}
