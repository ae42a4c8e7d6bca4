import { z } from 'zod';
import { readHistory } from '../../audit/history.js';
import type { Found } from '../../audit/newest.js';
import { searchTrail } from '../../audit/search.js';
import { parseIpAddress } from '../../client/ip-address.js';
import { count, mac, time, timeGiven, timeOrNull, wholeNumber } from '../fields.js';
import type { AdminOptions } from '../options.js';
import { operation } from '../rest/operation.js';

const usualLimit = 1_000;
const greatestLimit = 100_000;

const word = z.string().min(1, 'allowed: 1 to 200 characters').max(200, 'allowed: 1 to 200 characters');
const address = z
  .string()
  .meta({ description: 'An IPv4 or IPv6 address.' })
  .transform((text, context) => {
    const found = parseIpAddress(text);
    if (found === undefined) context.addIssue('allowed: an IP address');
    return found ?? z.NEVER;
  });

const common = {
  mac: mac.exactOptional(),
  user: word.exactOptional(),
  address: address.exactOptional(),
  limit: wholeNumber(1, greatestLimit, z.coerce.number)
    .default(usualLimit)
    .meta({ description: 'How many of the newest.' }),
};

const about = {
  torn: count.meta({ description: 'Lines that could not be read, as a power cut leaves them.' }),
  isCut: z.boolean().meta({ description: 'Whether there are older ones, too.' }),
};

const record = z
  .looseObject({
    at: time,
    what: z.string(),
    by: z.string().exactOptional(),
    mac: z.string().exactOptional(),
    zone: z.string().exactOptional(),
  })
  .meta({ id: 'AuditRecord', description: 'The other members depend on `what`: docs/audit.md.' });

const pastSession = z
  .strictObject({
    mac: z.string(),
    zone: z.string(),
    user: z.string().nullable(),
    method: z.string().nullable().meta({ description: 'Null of a device on the allow list.' }),
    startedAt: time,
    endedAt: timeOrNull,
    cause: z.string().nullable(),
    by: z.string().nullable(),
    inputBytes: z.number().nullable(),
    outputBytes: z.number().nullable(),
    addresses: z.array(z.strictObject({ address: z.string(), from: time, to: timeOrNull })),
  })
  .meta({ id: 'PastSession' });

const [noon, one] = ['2026-11-21T12:00:00.000Z', '2026-11-21T13:00:00.000Z'];
const device = { mac: '02:00:00:00:00:0a', zone: 'guest' };

/** Who did what, and which device had which address. */
export function auditOperations({ audit: { trail, keptSince } }: AdminOptions) {
  return {
    listAuditRecords: operation({
      method: 'get',
      path: '/audit',
      summary: 'The newest records of the audit trail, oldest first; CSV where `Accept` asks for it',
      scope: 'audit:read',
      query: z.strictObject({
        ...common,
        zone: word.exactOptional(),
        by: word.exactOptional(),
        what: word.exactOptional(),
        from: timeGiven.exactOptional(),
        to: timeGiven.exactOptional(),
      }),
      answer: z.strictObject({ records: z.array(record), ...about }),
      rowsIn: 'records',
      examples: {
        'who was let in since noon': {
          query: { what: 'session.started', from: noon },
          answer: {
            records: [{ at: one, what: 'session.started', ...device, method: 'click-through', endsAt: one }],
            ...{ torn: 0, isCut: false },
          },
        },
      },
      async run({
        query: { from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY, limit, ...query },
      }) {
        await trail.flushed();
        const period = { from: Math.max(from, keptSince()), to };
        const found = await searchTrail(trail.directory, period, query, limit);
        return { records: [...found.rows], ...howFound(found) };
      },
    }),

    listSessions: operation({
      method: 'get',
      path: '/sessions',
      summary: 'Sessions, also those that are over, with the addresses that each had; CSV as well',
      scope: 'audit:read',
      query: z.strictObject({ ...common, at: timeGiven.exactOptional() }),
      answer: z.strictObject({ sessions: z.array(pastSession), ...about }),
      rowsIn: 'sessions',
      examples: {
        'who had this address then': {
          query: { address: '10.0.0.7', at: noon },
          answer: {
            sessions: [
              {
                ...{ ...device, user: null, method: 'click-through', startedAt: noon, endedAt: one },
                ...{ cause: 'User-Request', by: null, inputBytes: 1000, outputBytes: 2000 },
                addresses: [{ address: '10.0.0.7', from: noon, to: one }],
              },
            ],
            ...{ torn: 0, isCut: false },
          },
        },
      },
      async run({ query: { limit, ...query } }) {
        await trail.flushed();
        const period = { from: keptSince(), to: Number.POSITIVE_INFINITY };
        const found = await readHistory(trail.directory, period, query, limit);
        return { sessions: [...found.rows], ...howFound(found) };
      },
    }),
  };
}

const howFound = ({ torn, isCut }: Found<unknown>) => ({ torn, isCut });
