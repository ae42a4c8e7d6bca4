import { z } from 'zod';
import { deleteListEntry, putListEntry } from '../../access/lists.js';
import type { MacAddress } from '../../client/mac-address.js';
import { PortalError } from '../../errors.js';
import { type ListEntry, listKeyOf, listKinds } from '../../store/list-entry.js';
import { present } from '../../system/present.js';
import { inZone, ofDevice, zoneIn, zoneName } from '../fields.js';
import { gateOf } from '../gate-of.js';
import type { AdminOptions } from '../options.js';
import { operation } from '../rest/operation.js';
import { pageFrom, pageOf, pageQuery } from '../rest/page.js';
import { checkConditions } from '../rest/version.js';
import { checkMayChange, entryAnswer, entryFields, entryJson, entryOf, saysTheSame } from './list-entry.js';

const printer = {
  mac: '02:00:00:00:00:99',
  zone: null,
  kind: 'allow',
  plan: null,
  note: 'printer',
  by: 'anna',
  at: '2026-01-02T12:00:00.000Z',
  endsAt: null,
};

/** What is said of a device where the entry that was asked for is none of those that it has. */
const whereListed = (entries: readonly ListEntry[]) =>
  entries.length === 0
    ? 'is on neither list'
    : `is only ${entries.map(({ kind, zone }) => `on the ${kind} list for ${zone ?? 'all zones'}`).join(', ')}`;

/** The allow and the deny list. */
export function listEntryOperations(options: AdminOptions) {
  const { gate, edits } = options;
  const entryLike = async (name: Pick<ListEntry, 'mac' | 'zone'>) =>
    (await gate.store.listEntries()).find((each) => listKeyOf(each) === listKeyOf(name));
  const named = (mac: MacAddress, zoneText: string | undefined) => {
    const zone = zoneIn(zoneText, gate.zones, { parameter: 'zone' });
    return { mac, ...present({ zone }) };
  };
  return {
    putListEntry: operation({
      method: 'put',
      path: '/list-entries/{mac}',
      summary:
        'Put a device, also one that was never seen, on a list; in the place of its entry for the same zone',
      scope: 'allow:write',
      hasVersion: true,
      params: ofDevice,
      body: z.strictObject(entryFields),
      answer: entryAnswer,
      examples: {
        'a printer, for good': {
          params: { mac: printer.mac },
          body: { kind: 'allow', note: 'printer' },
          answer: printer,
        },
      },
      async run({ params: { mac }, body, caller, ...conditions }) {
        const entry = entryOf(options, mac, body, caller.name);
        return edits.run('lists', async () => {
          const before = await entryLike(entry);
          checkMayChange(caller, entry, before);
          checkConditions(conditions, before && entryJson(before));
          if (before && saysTheSame(before, entry)) return entryJson(before);
          await putListEntry(gateOf(gate, caller), entry);
          return entryJson(entry);
        });
      },
    }),

    getListEntry: operation({
      method: 'get',
      path: '/list-entries/{mac}',
      summary: "A device's entry for all zones, or for one",
      scope: 'lists:read',
      hasVersion: true,
      params: ofDevice,
      query: inZone,
      answer: entryAnswer,
      examples: { 'for all zones': { params: { mac: printer.mac }, answer: printer } },
      async run({ params: { mac }, query }) {
        const entry = await entryLike(named(mac, query.zone));
        if (!entry) throw new PortalError('not-found', { detail: `${mac} has no such entry` });
        return entryJson(entry);
      },
    }),

    listListEntries: operation({
      method: 'get',
      path: '/list-entries',
      summary: 'The allow and the deny list',
      scope: 'lists:read',
      query: z.strictObject({
        ...pageQuery,
        kind: z.enum(listKinds).exactOptional(),
        zone: zoneName.exactOptional(),
        search: z
          .string()
          .max(100)
          .exactOptional()
          .meta({ description: 'A part of the MAC address or note.' }),
      }),
      answer: pageOf(entryAnswer),
      examples: {
        'who is allowed': { query: { kind: 'allow' }, answer: { items: [printer], nextCursor: null } },
      },
      async run({ query: { kind, zone, search, ...asked } }) {
        const within = zoneIn(zone, gate.zones, { parameter: 'zone' });
        const part = (search ?? '').trim().toLowerCase();
        const entries = (await gate.store.listEntries()).filter(
          (entry) =>
            (kind === undefined || entry.kind === kind) &&
            (within === undefined || entry.zone === within) &&
            (entry.mac.includes(part) || entry.note.toLowerCase().includes(part)),
        );
        const placeOf = (entry: ListEntry) => [entry.mac, listKeyOf(entry)] as const;
        const { items, nextCursor } = pageFrom(entries, { ...asked, placeOf });
        return { items: items.map(entryJson), nextCursor };
      },
    }),

    deleteListEntries: operation({
      method: 'delete',
      path: '/list-entries/{mac}',
      summary: 'Take a device off both lists, or only its entry for one zone',
      scope: 'allow:write',
      params: ofDevice,
      query: inZone,
      answer: z.array(entryAnswer),
      examples: { 'all entries of a device': { params: { mac: printer.mac }, answer: [printer] } },
      async run({ params: { mac }, query, caller, ...conditions }) {
        const zone = zoneIn(query.zone, gate.zones, { parameter: 'zone' });
        return edits.run('lists', async () => {
          const all = (await gate.store.listEntries()).filter((entry) => entry.mac === mac);
          const entries = all.filter((entry) => zone === undefined || entry.zone === zone);
          const [only, another] = entries;
          if (!only) throw new PortalError('not-found', { detail: `${mac} ${whereListed(all)}` });
          checkMayChange(caller, ...entries);
          checkConditions(conditions, entryJson(another ? ((await entryLike({ mac })) ?? only) : only));
          await Promise.all(
            entries.map((entry) => deleteListEntry(gateOf(gate, caller), entry, { by: caller.name })),
          );
          return entries.map(entryJson);
        });
      },
    }),
  };
}
