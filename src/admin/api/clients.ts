import { z } from 'zod';
import { type ClientRow, clientStates, listClients } from '../../access/clients.js';
import { count, isoTime, macAnswer, timeOrNull, zoneIn, zoneName } from '../fields.js';
import type { AdminOptions } from '../options.js';
import { operation } from '../rest/operation.js';
import { pageFrom, pageOf, pageQuery } from '../rest/page.js';

const client = z
  .strictObject({
    mac: macAnswer,
    zone: zoneName,
    addresses: z.array(z.string()),
    state: z.enum(clientStates),
    name: z.string().nullable().meta({ description: 'What the device calls itself (DHCP).' }),
    note: z
      .string()
      .nullable()
      .meta({ description: 'Of its entry of the allow or deny list, for who has `lists:read`.' }),
    method: z.string().nullable(),
    user: z.string().nullable(),
    startedAt: timeOrNull,
    endsAt: timeOrNull,
    inputBytes: count.meta({ description: 'From the device.' }),
    outputBytes: count.meta({ description: 'To the device.' }),
    inputPackets: count,
    outputPackets: count,
    lastSeenAt: timeOrNull,
  })
  .meta({ id: 'Client' });

export const clientOrders = [
  ...[
    'mac',
    'zone',
    'state',
    'name',
    'user',
    'startedAt',
    'endsAt',
    'inputBytes',
    'outputBytes',
    'lastSeenAt',
  ],
] as const satisfies readonly (keyof ClientRow)[];
type Order = (typeof clientOrders)[number];
const orders = clientOrders.flatMap((order) => [order, `-${order}` as const]);

const query = z.strictObject({
  ...pageQuery,
  zone: zoneName.exactOptional(),
  state: z.enum(clientStates).exactOptional(),
  search: z.string().max(100).exactOptional().meta({
    description:
      'A part of the MAC address, of an IP address, of the name of the device or the user, or of the note.',
  }),
  sort: z.enum(orders).default('zone').meta({ description: 'With `-` the other way round.' }),
});

/** Every device that is there or online. */
export function clientOperations({ gate, neighbours, deviceNames }: AdminOptions) {
  return {
    listClients: operation({
      method: 'get',
      path: '/clients',
      summary: 'Every device that is there or online',
      scope: 'clients:read',
      query,
      answer: pageOf(client),
      examples: {
        'who is online': { query: { state: 'authorised', sort: '-outputBytes', limit: '50' }, answer: page },
        'whose address is that': { query: { search: '192.0.2.7' }, answer: { items: [], nextCursor: null } },
        'the printers of a zone by name': {
          query: { zone: 'guest', state: 'allowed', search: 'printer', sort: 'name' },
          answer: { items: [printer], nextCursor: null },
        },
      },
      async run({ query: { zone, state, search = '', sort, limit, ...asked }, caller }) {
        const within = zoneIn(zone, gate.zones, { parameter: 'zone' });
        const maySeeNotes = caller.scopes.has('lists:read');
        const part = search.trim().toLowerCase();
        const rows = (await listClients(gate, neighbours, deviceNames)).filter(
          (row) =>
            (within === undefined || row.zone === within) &&
            (state === undefined || row.state === state) &&
            (matches(row, part) || (maySeeNotes && row.note?.toLowerCase().includes(part))),
        );
        const order = sort.replace('-', '') as Order;
        const { items, nextCursor } = pageFrom(rows, {
          ...asked,
          limit,
          placeOf: (row) => [row[order] ?? null, `${row.mac}/${row.zone}`],
          isDescending: sort.startsWith('-'),
        });
        return { items: items.map((row) => clientJson(row, maySeeNotes)), nextCursor };
      },
    }),
  };
}

function matches({ mac, addresses, name, user }: ClientRow, part: string): boolean {
  if (part === '') return true;
  const bare = part.replace(/[:.-]/g, '');
  return (
    (/^[0-9a-f]+$/.test(bare) && mac.replaceAll(':', '').includes(bare) && !addressLike.test(part)) ||
    addresses.some((address) => address.includes(part)) ||
    [name, user].some((each) => each?.toLowerCase().includes(part))
  );
}

/** What is written like an IPv4 address is no part of a MAC address. */
const addressLike = /^\d{1,3}\.\d/;

function clientJson(row: ClientRow, hasNote: boolean) {
  const { mac, zone, addresses, state, name, note, method, user } = row;
  const { inputBytes, outputBytes, inputPackets, outputPackets } = row;
  return {
    mac,
    zone,
    addresses: [...addresses],
    state,
    name: name ?? null,
    note: (hasNote ? note : undefined) ?? null,
    method: method ?? null,
    user: user ?? null,
    startedAt: isoTime(row.startedAt),
    endsAt: isoTime(row.endsAt),
    inputBytes,
    outputBytes,
    inputPackets,
    outputPackets,
    lastSeenAt: isoTime(row.lastSeenAt),
  };
}

const page = {
  items: [
    {
      mac: '02:00:00:00:00:0a',
      zone: 'guest',
      addresses: ['192.0.2.7', '2001:db8::7'],
      state: 'authorised',
      name: 'Annas-Phone',
      note: null,
      method: 'voucher',
      user: null,
      startedAt: '2026-01-02T12:00:00.000Z',
      endsAt: '2026-01-02T20:00:00.000Z',
      inputBytes: 52_311,
      outputBytes: 1_250_042,
      inputPackets: 611,
      outputPackets: 1_002,
      lastSeenAt: '2026-01-02T12:31:07.000Z',
    },
  ],
  nextCursor: null,
};

const printer = {
  ...{ mac: '02:00:00:00:00:0c', zone: 'guest', addresses: ['192.0.2.9'], state: 'allowed' as const },
  ...{ name: 'printer', note: 'at the counter', method: null, user: null, startedAt: null, endsAt: null },
  ...{ inputBytes: 8_211, outputBytes: 40_377, inputPackets: 61, outputPackets: 70 },
  lastSeenAt: '2026-01-02T12:31:07.000Z',
};
