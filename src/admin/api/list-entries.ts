import type { RouterMiddleware } from '@koa/router';
import type { Middleware } from 'koa';
import { z } from 'zod';
import { deleteListEntry, putListEntry } from '../../access/lists.js';
import { PortalError } from '../../errors.js';
import { ratesOf } from '../../plan/plan.js';
import { type ListEntry, listKinds } from '../../store/list-entry.js';
import { bodyOf, durationSeconds, macIn, planIn, zoneIn } from '../input.js';
import type { AdminOptions } from '../options.js';
import { isoTime } from './clients.js';

const entryBody = z.strictObject({
  kind: z.enum(listKinds),
  zone: z.string().exactOptional(),
  plan: z.string().exactOptional(),
  durationSeconds: durationSeconds.exactOptional(),
  note: z.string().max(200).default(''),
  by: z.string().max(60).default(''),
});

/** `GET /api/v1/list-entries`: the allow and the deny list. */
export function getListEntries({ gate }: AdminOptions): Middleware {
  return async (ctx) => {
    ctx.body = (await gate.store.listEntries()).map(entryJson);
  };
}

/** `PUT /api/v1/list-entries/:mac`; a device that was never seen may be put on a list too. */
export function putListEntryOf({ gate, plans }: AdminOptions): RouterMiddleware {
  return async (ctx) => {
    const mac = macIn(ctx.params.mac);
    const { kind, note, by, durationSeconds: seconds, ...body } = await bodyOf(ctx, entryBody);
    const zone = zoneIn(body.zone, gate.zones);
    const plan = planIn(body.plan, plans);
    if (plan && kind === 'deny')
      throw new PortalError('bad-request', { detail: 'a denied device has no plan' });
    const at = gate.clock();
    const end = seconds === undefined ? {} : { endsAt: at + seconds * 1000 };
    const entry: ListEntry = {
      mac,
      ...(zone === undefined ? {} : { zone }),
      kind,
      ...(plan?.name === undefined ? {} : { plan: plan.name, limits: ratesOf(plan) }),
      note,
      by,
      at,
      ...end,
    };
    await putListEntry(gate, entry);
    ctx.body = entryJson(entry);
  };
}

/** `DELETE /api/v1/list-entries/:mac`: all entries of the device, or with `?zone=` that zone's. */
export function deleteListEntriesOf({ gate }: AdminOptions): RouterMiddleware {
  return async (ctx) => {
    const mac = macIn(ctx.params.mac);
    const zone = zoneIn(ctx.query.zone, gate.zones);
    const entries = (await gate.store.listEntries()).filter(
      (entry) => entry.mac === mac && (zone === undefined || entry.zone === zone),
    );
    if (entries.length === 0) throw new PortalError('not-found', { detail: `${mac} is on neither list` });
    await Promise.all(entries.map((entry) => deleteListEntry(gate, entry)));
    ctx.body = entries.map(entryJson);
  };
}

function entryJson({ mac, zone, kind, plan, note, by, at, endsAt }: ListEntry) {
  return {
    mac,
    zone: zone ?? null,
    kind,
    plan: plan ?? null,
    note,
    by,
    at: isoTime(at),
    endsAt: isoTime(endsAt),
  };
}
