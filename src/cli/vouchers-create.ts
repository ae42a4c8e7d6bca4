import { open, unlink } from 'node:fs/promises';
import { stringify } from 'csv-stringify/sync';
import type { MadeVouchers } from '../admin/options.js';
import { exit, OperatorError, reasonOf } from '../errors.js';
import { type Paper, papers } from '../login/voucher/sheet.js';
import { type PlanName, parsePlanName, planNameForm } from '../plan/plan.js';
import { present } from '../system/present.js';
import { sheetOf } from '../voucher-sheets.js';
import { askDaemon } from './admin-client.js';
import { momentOption, oneAtMost, secondsOption } from './arguments.js';
import type { Command, Invocation } from './command.js';

/** `gate511 vouchers create`: the only command that shows codes, and only once. */
export const vouchersCreate: Command = {
  name: 'vouchers create',
  usage:
    '--plan P [--count 50] [--devices 2] [--valid 30d] [--starts DATE] [--note TEXT] [--zone Z] [--json | --csv | --html FILE [--paper a4|80mm]]',
  summary: 'make vouchers, and print their codes',
  options: {
    ...{ plan: { type: 'string' }, count: { type: 'string' }, devices: { type: 'string' } },
    ...{ valid: { type: 'string' }, starts: { type: 'string' }, note: { type: 'string' } },
    ...{ zone: { type: 'string' }, html: { type: 'string' }, paper: { type: 'string' } },
    ...{ json: { type: 'boolean' }, csv: { type: 'boolean' } },
  },
  async run(invocation) {
    oneAtMost(invocation, 'json', 'csv', 'html');
    if (invocation.option('paper') !== undefined && invocation.option('html') === undefined)
      throw new OperatorError('--paper: it is that of --html FILE, which is not given', exit.usage);
    const order = {
      plan: planOf(invocation),
      count: numberOption(invocation, 'count') ?? 1,
      ...present({
        devices: numberOption(invocation, 'devices'),
        validSeconds: secondsOption(invocation, 'valid'),
        startsAt: momentOption(invocation, 'starts')?.toISOString(),
      }),
      note: invocation.option('note') ?? '',
    };
    const path = invocation.option('html');
    if (path !== undefined) return writeSheet(invocation, path, order);
    const made = await askDaemon<MadeVouchers>(invocation, 'POST', '/voucher-batches', order);
    invocation.print(shown(invocation, made));
    return exit.done;
  },
};

type Order = object & { readonly plan: PlanName };

/** The file comes first, and takes the place of no other: codes that cannot be written down would be lost. */
async function writeSheet(invocation: Invocation, path: string, order: Order): Promise<number> {
  const { config } = await invocation.loadConfig();
  const sheet = sheetOf(config, order.plan, paperOption(invocation), invocation.option('zone'));
  const file = await open(path, 'wx', 0o600).catch((cause: unknown) => {
    throw new OperatorError(`${path} cannot be written: ${reasonOf(cause)}`, exit.refused, { cause });
  });
  let made: MadeVouchers | undefined;
  try {
    made = await askDaemon<MadeVouchers>(invocation, 'POST', '/voucher-batches', order);
    await file.writeFile(sheet(made));
  } catch (cause) {
    await unlink(path);
    if (!made) throw cause;
    const remedy = `its codes are lost: gate511 vouchers revoke ${made.batch}`;
    throw new OperatorError(`${path} cannot be written: ${reasonOf(cause)}; ${remedy}`, exit.refused, {
      cause,
    });
  } finally {
    await file.close();
  }
  const { batch, vouchers } = made;
  const count = vouchers.length === 1 ? '1 voucher' : `${vouchers.length} vouchers`;
  invocation.print(`${count} of batch ${batch}: print ${path}, then remove it`);
  return exit.done;
}

function shown(invocation: Invocation, made: MadeVouchers): string {
  if (invocation.flag('json')) return JSON.stringify(made, null, 2);
  const { batch, plan, devices, validUntil, vouchers } = made;
  if (invocation.flag('csv')) {
    const rows = vouchers.map(({ id, code }) => [id, code, batch, plan, devices, validUntil]);
    return stringify([['id', 'code', 'batch', 'plan', 'devices', 'validUntil'], ...rows]).trimEnd();
  }
  const codes = vouchers.map(({ code }) => code).join('\n');
  return `batch ${batch}: ${vouchers.length} of plan ${plan}, valid until ${validUntil}\n${codes}`;
}

function paperOption(invocation: Invocation): Paper {
  const text = invocation.option('paper') ?? 'a4';
  const paper = papers.find((each) => each === text);
  if (!paper)
    throw new OperatorError(`--paper: found "${text}", allowed: ${papers.join(' or ')}`, exit.usage);
  return paper;
}

function numberOption(invocation: Invocation, name: string): number | undefined {
  const text = invocation.option(name);
  if (text === undefined) return undefined;
  if (!/^[1-9]\d{0,5}$/.test(text))
    throw new OperatorError(`--${name}: "${text}" is not a number from 1 on`, exit.usage);
  return Number(text);
}

function planOf(invocation: Invocation): PlanName {
  const text = invocation.option('plan');
  if (text === undefined)
    throw new OperatorError('--plan is needed: a plan of the configuration', exit.usage);
  const plan = parsePlanName(text);
  if (!plan) throw new OperatorError(`--plan: found "${text}", allowed: ${planNameForm}`, exit.usage);
  return plan;
}
