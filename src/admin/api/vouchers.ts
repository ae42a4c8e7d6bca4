import { z } from 'zod';
import { PortalError } from '../../errors.js';
import { shownCode } from '../../login/voucher/code.js';
import { issueBatch } from '../../login/voucher/issue.js';
import { reportOf, type VoucherReport } from '../../login/voucher/report.js';
import { revokeVouchers } from '../../login/voucher/revoke-vouchers.js';
import { endOf } from '../../login/voucher/standing.js';
import { VoucherKey } from '../../login/voucher/voucher-key.js';
import type { VoucherBatch } from '../../store/voucher.js';
import { present } from '../../system/present.js';
import { toldOf } from '../auth/by.js';
import type { Caller } from '../caller.js';
import {
  count,
  durationSeconds,
  isoTime,
  noteGiven,
  planIn,
  planName,
  time,
  timeGiven,
  timeOrNull,
  wholeNumber,
} from '../fields.js';
import { gateOf } from '../gate-of.js';
import type { AdminOptions } from '../options.js';
import { invalid } from '../refusal.js';
import { operation } from '../rest/operation.js';
import { pageFrom, pageOf, pageQuery } from '../rest/page.js';

const usualValiditySeconds = 365 * 86_400;

const order = z.strictObject({
  count: wholeNumber(1, 10_000),
  plan: planName,
  devices: wholeNumber(1, 1_000).exactOptional().meta({ description: 'Online at once.' }),
  validSeconds: durationSeconds
    .default(usualValiditySeconds)
    .meta({ description: 'From `startsAt`, else from now.' }),
  startsAt: timeGiven.exactOptional(),
  note: noteGiven.default(''),
});

const batch = z
  .strictObject({
    batch: z.string(),
    createdAt: time,
    by: z.string(),
    note: z.string(),
    plan: planName,
    devices: count,
    startsAt: timeOrNull,
    validUntil: time,
  })
  .meta({ id: 'VoucherBatch' });

const made = z.strictObject({
  ...batch.shape,
  vouchers: z.array(z.strictObject({ id: z.string(), code: z.string() })),
});

const counted = z.strictObject({
  ...batch.shape,
  ...{ count, early: count, unused: count, running: count, over: count, revoked: count },
});

const states = ['early', 'unused', 'running', 'over', 'revoked'] as const;
const voucher = z
  .strictObject({
    id: z.string(),
    batch: z.string(),
    plan: planName,
    note: z.string(),
    state: z.enum(states),
    startsAt: timeOrNull,
    endsAt: timeOrNull,
    usedBytes: count,
    usedSeconds: count,
  })
  .meta({ id: 'Voucher', description: 'Without its code, which nobody can be told again.' });

const revoked = z.strictObject({ revoked: z.array(z.string()) });
const named = z.strictObject({ name: z.string().max(60) });

const july = {
  ...{ batch: 'K7M2', createdAt: '2026-01-02T12:00:00.000Z', by: 'anna', note: 'July', plan: 'day-pass' },
  ...{ devices: 2, startsAt: null, validUntil: '2027-01-02T12:00:00.000Z' },
};

/** Vouchers, in the batches that they were made in. */
export function voucherOperations({ gate, plans, random, state, offered }: AdminOptions) {
  const revoke = async (name: string, caller: Caller) => {
    const all = await revokeVouchers(gateOf(gate, caller), name, caller.name);
    if (all.length === 0)
      throw new PortalError('not-found', { detail: `there is no voucher and no batch "${name}"` });
    gate.tell('vouchers-revoked', { of: name, count: all.length, ...toldOf(caller) });
    return { revoked: all.map(({ id }) => id) };
  };
  return {
    createVoucherBatch: operation({
      method: 'post',
      path: '/voucher-batches',
      summary: 'Make vouchers; the answer has their codes, which nobody can be told again',
      scope: 'vouchers:write',
      status: 201,
      body: order,
      answer: made,
      examples: {
        'one for July': {
          body: { count: 1, plan: 'day-pass', devices: 2, note: 'July' },
          answer: { ...july, vouchers: [{ id: 'a1b2c3d4e5', code: 'CDFH-JKMN-PRTW' }] },
        },
      },
      async run({ body: { count: number, plan: planText, validSeconds, startsAt, devices, note }, caller }) {
        if (!offered.has('voucher'))
          throw new PortalError('bad-request', {
            detail: 'no zone takes vouchers: add voucher to the login of a zone in gate511.yaml',
          });
        const plan = planIn(planText, plans, { pointer: '#/plan' });
        if (plan?.name === undefined) throw new Error('a plan of the configuration has a name');
        const now = gate.clock();
        const ordered = {
          ...{ by: caller.name, note, plan: plan.name, devices: devices ?? plan.devices ?? 1 },
          ...present({ startsAt }),
          validUntil: (startsAt ?? now) + validSeconds * 1000,
        };
        if (startsAt !== undefined && endOf(startsAt, plan.durationSeconds, ordered.validUntil) <= now)
          throw invalid([{ pointer: '#/startsAt', detail: 'what starts then is over' }]);
        const key = await VoucherKey.open(state, random);
        const issued = await issueBatch(gate, key, random, ordered, number);
        const { id, plan: of } = issued.batch;
        gate.tell('vouchers-made', { batch: id, count: number, plan: of, ...toldOf(caller) });
        const vouchers = issued.vouchers.map((each) => ({ id: each.id, code: shownCode(each.code) }));
        return { ...batchJson(issued.batch), vouchers };
      },
    }),

    listVoucherBatches: operation({
      method: 'get',
      path: '/voucher-batches',
      summary: 'The batches, each with how many of its vouchers are in which state',
      scope: 'vouchers:read',
      answer: z.array(counted),
      examples: {
        'one batch': {
          answer: [{ ...july, count: 50, early: 0, unused: 41, running: 7, over: 2, revoked: 0 }],
        },
      },
      async run() {
        const reports = await reportOf({ gate, plans });
        const byBatch = new Map<VoucherBatch, VoucherReport[]>();
        for (const report of reports) {
          const theirs = byBatch.get(report.batch);
          if (theirs) theirs.push(report);
          else byBatch.set(report.batch, [report]);
        }
        return (await gate.store.table('voucherBatches').all()).map((each) => {
          const theirs = byBatch.get(each) ?? [];
          const of = (asked: VoucherReport['state']) => theirs.filter((one) => one.state === asked).length;
          return {
            ...batchJson(each),
            count: theirs.length,
            early: of('early'),
            unused: of('unused'),
            running: of('running'),
            over: of('over'),
            revoked: of('revoked'),
          };
        });
      },
    }),

    listVouchers: operation({
      method: 'get',
      path: '/vouchers',
      summary: 'Vouchers with what they have used, of all batches or of one',
      scope: 'vouchers:read',
      query: z.strictObject({
        ...pageQuery,
        batch: z.string().max(60).exactOptional(),
        state: z.enum(states).exactOptional(),
      }),
      answer: pageOf(voucher),
      examples: { 'those that are running': { query: { state: 'running' }, answer: runningPage } },
      async run({ query: { batch: asked, state: inState, ...page } }) {
        const reports = await reportOf({ gate, plans });
        const ofBatch = asked === undefined ? reports : reports.filter((each) => each.batch.id === asked);
        if (asked !== undefined && ofBatch.length === 0)
          throw new PortalError('not-found', { detail: `there is no batch "${asked}"` });
        const shown = ofBatch.filter((each) => inState === undefined || each.state === inState);
        const placeOf = (each: VoucherReport) => [each.batch.createdAt, each.voucher.id] as const;
        const { items, nextCursor } = pageFrom(shown, { ...page, placeOf });
        return { items: items.map(voucherJson), nextCursor };
      },
    }),

    deleteVoucherBatch: operation({
      method: 'delete',
      path: '/voucher-batches/{name}',
      summary: 'Revoke a batch; what was made of its vouchers ends at once',
      scope: 'vouchers:write',
      params: named,
      answer: revoked,
      examples: {
        'a batch that was lost': { params: { name: 'K7M2' }, answer: { revoked: ['a1b2c3d4e5'] } },
      },
      run: ({ params: { name }, caller }) => revoke(name, caller),
    }),

    deleteVoucher: operation({
      method: 'delete',
      path: '/vouchers/{name}',
      summary: 'Revoke a voucher, or a batch; what was made of it ends at once',
      scope: 'vouchers:write',
      params: named,
      answer: revoked,
      examples: {
        'one that was lost': { params: { name: 'a1b2c3d4e5' }, answer: { revoked: ['a1b2c3d4e5'] } },
      },
      run: ({ params: { name }, caller }) => revoke(name, caller),
    }),
  };
}

function batchJson({ id, createdAt, by, note, plan, devices, startsAt, validUntil }: VoucherBatch) {
  return {
    batch: id,
    createdAt: isoTime(createdAt),
    by,
    note,
    plan,
    devices,
    startsAt: isoTime(startsAt),
    validUntil: isoTime(validUntil),
  };
}

function voucherJson({ voucher: one, batch: of, state, startsAt, endsAt, bytes, seconds }: VoucherReport) {
  return {
    id: one.id,
    batch: of.id,
    plan: of.plan,
    note: of.note,
    state,
    startsAt: isoTime(startsAt),
    endsAt: isoTime(endsAt),
    usedBytes: bytes,
    usedSeconds: Math.floor(seconds),
  };
}

const runningPage = {
  items: [
    {
      ...{ id: 'a1b2c3d4e5', batch: 'K7M2', plan: 'day-pass', note: 'July', state: 'running' },
      ...{ startsAt: '2026-01-02T12:00:00.000Z', endsAt: '2026-01-03T12:00:00.000Z' },
      ...{ usedBytes: 1_250_042, usedSeconds: 1207 },
    },
  ],
  nextCursor: null,
};
