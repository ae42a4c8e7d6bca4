import type { MadeVouchers } from './admin/options.js';
import type { Config, ZoneConfig } from './config/config.js';
import { exit, OperatorError } from './errors.js';
import { termsIn } from './languages/terms.js';
import { type Paper, voucherSheet } from './login/voucher/sheet.js';
import { looksFor } from './looks.js';
import { silentLog } from './system/log.js';

/**
 * The sheet of vouchers yet to be made, with the look, the terms and the language of a zone that takes them: the first,
 * unless one is named. Throws an OperatorError where there is no such plan or zone.
 */
export function sheetOf(
  config: Config,
  name: string,
  paper: Paper,
  named?: string,
): (made: MadeVouchers) => string {
  const plan = Object.entries(config.plans).find(([each]) => each === name)?.[1];
  if (!plan) throw new OperatorError(`--plan: the configuration has no plan "${name}"`, exit.usage);
  const zone = zoneFor(config, named);
  const views = looksFor(config, () => undefined, silentLog).ofZone(zone.name);
  const language = views.languageFor({ acceptsLanguages: () => false });
  const terms = termsIn(zone.terms, language);
  return ({ devices, startsAt, validUntil, vouchers }) =>
    voucherSheet(views, language, {
      ...{ paper, portalUrl: config.portal.url, terms, plan, devices, vouchers },
      startsAt: startsAt === null ? undefined : Date.parse(startsAt),
      validUntil: Date.parse(validUntil),
    });
}

function zoneFor({ zones }: Config, named: string | undefined): ZoneConfig {
  const taking = zones.filter(({ login }) => login.includes('voucher'));
  const zone = named === undefined ? taking[0] : taking.find(({ name }) => name === named);
  if (zone) return zone;
  const names = taking.map(({ name }) => name).join(', ') || 'none';
  throw new OperatorError(
    `--zone: found "${named ?? ''}", allowed: a zone that takes vouchers: ${names}`,
    exit.usage,
  );
}
