import type { Middleware } from 'koa';
import { type ClientRow, listClients } from '../../access/clients.js';
import type { AdminOptions } from '../options.js';
import { isoTime } from './clients.js';

/** `GET /api/v1/status`: the daemon, and how many devices each zone has in which state. */
export function getStatus(options: AdminOptions): Middleware {
  const { gate, neighbours, zones, portalUrl, firewall, startedAt } = options;
  return async (ctx) => {
    const clients = await listClients(gate, neighbours);
    ctx.body = {
      pid: process.pid,
      startedAt: isoTime(startedAt),
      portal: portalUrl,
      firewall,
      zones: zones.map(({ name, interface: device }) => ({
        name,
        interface: device,
        ...countByState(clients.filter((client) => client.zone === name)),
      })),
    };
  };
}

function countByState(clients: readonly ClientRow[]) {
  const count = (state: ClientRow['state']) => clients.filter((client) => client.state === state).length;
  return {
    captive: count('captive'),
    authorised: count('authorised'),
    allowed: count('allowed'),
    denied: count('denied'),
  };
}
