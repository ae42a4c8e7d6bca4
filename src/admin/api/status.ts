import { z } from 'zod';
import { countClients } from '../../access/clients.js';
import { count, isoTime, time, zoneName } from '../fields.js';
import type { AdminOptions } from '../options.js';
import { operation } from '../rest/operation.js';

const status = z
  .strictObject({
    pid: z.number().int(),
    startedAt: time,
    portal: z.string(),
    firewall: z.string(),
    zones: z.array(
      z.strictObject({
        name: zoneName,
        interface: z.string(),
        captive: count,
        authorised: count,
        allowed: count,
        denied: count,
      }),
    ),
  })
  .meta({ id: 'Status' });

/** The daemon, and how many devices each zone has in which state. */
export function statusOperations({ gate, neighbours, zones, portalUrl, firewall, startedAt }: AdminOptions) {
  return {
    getStatus: operation({
      method: 'get',
      path: '/status',
      summary: 'The daemon, and how many devices each zone has in which state',
      scope: 'status:read',
      answer: status,
      examples: {
        'two zones': {
          answer: {
            pid: 511,
            startedAt: '2026-01-02T12:00:00.000Z',
            portal: 'https://login.example.net/',
            firewall: 'nftables',
            zones: [
              { name: 'guest', interface: 'br-guest', captive: 1, authorised: 1, allowed: 0, denied: 0 },
              { name: 'staff', interface: 'br-staff', captive: 0, authorised: 0, allowed: 0, denied: 0 },
            ],
          },
        },
      },
      async run() {
        const counts = await countClients(gate, neighbours);
        return {
          pid: process.pid,
          startedAt: isoTime(startedAt),
          portal: portalUrl,
          firewall,
          zones: zones.map(({ name, interface: device }) => ({
            name,
            interface: device,
            ...(counts.get(name) ?? none),
          })),
        };
      },
    }),
  };
}

const none = { captive: 0, authorised: 0, allowed: 0, denied: 0 };
