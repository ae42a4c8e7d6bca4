import type { Middleware } from 'koa';
import { type ClientRow, listClients } from '../../access/clients.js';
import type { AdminOptions } from '../options.js';

/** `GET /api/v1/clients`. */
export function getClients({ gate, neighbours }: AdminOptions): Middleware {
  return async (ctx) => {
    ctx.body = (await listClients(gate, neighbours)).map(clientJson);
  };
}

/** Times as ISO 8601, null where there is none. */
function clientJson(row: ClientRow) {
  return {
    mac: row.mac,
    zone: row.zone,
    addresses: row.addresses,
    state: row.state,
    method: row.method ?? null,
    user: row.user ?? null,
    startedAt: isoTime(row.startedAt),
    endsAt: isoTime(row.endsAt),
    inputBytes: row.inputBytes,
    outputBytes: row.outputBytes,
    inputPackets: row.inputPackets,
    outputPackets: row.outputPackets,
    lastSeenAt: isoTime(row.lastSeenAt),
  };
}

export const isoTime = (at: number | undefined) => (at === undefined ? null : new Date(at).toISOString());
