import { z } from 'zod';
import { authorise } from '../../access/authorise.js';
import { revoke } from '../../access/revoke.js';
import type { MacAddress } from '../../client/mac-address.js';
import type { ZoneName } from '../../client/zone-name.js';
import { PortalError } from '../../errors.js';
import { en } from '../../languages/en.js';
import { refusalText } from '../../languages/reasons.js';
import { type Authorisation, isInForce, terminateCauses } from '../../store/authorisation.js';
import { present } from '../../system/present.js';
import {
  count,
  durationSeconds,
  endIn,
  inZone,
  isoTime,
  macAnswer,
  ofDevice,
  planIn,
  planName,
  time,
  timeGiven,
  timeOrNull,
  zoneIn,
  zoneName,
} from '../fields.js';
import { gateOf } from '../gate-of.js';
import type { AdminOptions } from '../options.js';
import { invalid, Refusal } from '../refusal.js';
import { operation } from '../rest/operation.js';
import { pageFrom, pageOf, pageQuery } from '../rest/page.js';

const authorisation = z
  .strictObject({
    mac: macAnswer,
    zone: zoneName,
    method: z.string(),
    user: z.string().nullable(),
    startedAt: time,
    endsAt: time,
    endedAt: timeOrNull,
    terminateCause: z
      .enum(terminateCauses)
      .nullable()
      .meta({ description: 'In the words of RFC 2866 §5.10.' }),
    inputBytes: count,
    outputBytes: count,
  })
  .meta({ id: 'Authorisation' });

const granted = z.strictObject({ mac: macAnswer, zone: zoneName, endsAt: timeOrNull });
const ended = z.strictObject({ mac: macAnswer, zones: z.array(zoneName) });

const grant = z.strictObject({
  zone: zoneName.exactOptional(),
  plan: planName.exactOptional(),
  durationSeconds: durationSeconds.exactOptional(),
  endsAt: timeGiven.exactOptional(),
});

/** Sessions: those in force and those of the last day, letting in, ending. */
export function authorisationOperations(options: AdminOptions) {
  const { gate, plans } = options;
  return {
    listAuthorisations: operation({
      method: 'get',
      path: '/authorisations',
      summary: 'Sessions in force, and those that ended within the last day',
      scope: 'clients:read',
      query: z.strictObject({
        ...pageQuery,
        zone: zoneName.exactOptional(),
        user: z.string().exactOptional(),
        inForce: z.enum(['true', 'false']).exactOptional(),
      }),
      answer: pageOf(authorisation),
      examples: { 'of a user': { query: { user: 'anna', inForce: 'true' }, answer: page } },
      async run({ query: { zone, user, inForce, ...asked } }) {
        const within = zoneIn(zone, gate.zones, { parameter: 'zone' });
        const now = gate.clock();
        const found = (await gate.store.authorisations()).filter(
          (each) =>
            (within === undefined || each.zone === within) &&
            (user === undefined || each.user === user) &&
            (inForce === undefined || String(isInForce(each, now)) === inForce),
        );
        const placeOf = ({ mac, zone }: Authorisation) => [mac, zone] as const;
        const { items, nextCursor } = pageFrom(found, { ...asked, placeOf });
        return { items: items.map((each) => json(each, gate.usage.usedBy(each))), nextCursor };
      },
    }),

    putAuthorisation: operation({
      method: 'put',
      path: '/authorisations/{mac}',
      summary:
        'Let a device in without a login, or give it another end; under a plan, or limited by its end only',
      scope: 'sessions:write',
      params: ofDevice,
      body: grant,
      answer: granted,
      examples: {
        'for an hour': {
          params: { mac: '02:00:00:00:00:0a' },
          body: { zone: 'guest', durationSeconds: 3600 },
          answer: { mac: '02:00:00:00:00:0a', zone: 'guest', endsAt: '2026-01-02T13:00:00.000Z' },
        },
      },
      async run({ params: { mac }, body, caller }) {
        const zone = zoneIn(body.zone, gate.zones, { pointer: '#/zone' }) ?? whereabouts(options, mac);
        const named = planIn(body.plan, plans, { pointer: '#/plan' });
        const now = gate.clock();
        const endsAt = endIn(body, now);
        const usual = named ?? gate.plans.get(zone);
        const seconds = endsAt === undefined ? usual?.durationSeconds : Math.ceil((endsAt - now) / 1000);
        if (seconds === undefined) throw new Error(`zone ${zone} has no plan`);
        const plan = named ?? { durationSeconds: seconds };
        const refusal = await authorise(
          gateOf(gate, caller),
          { mac, zone },
          {
            method: 'operator',
            plan,
            lastsSeconds: seconds,
            ...present({ notAfter: body.endsAt }),
            by: caller.name,
          },
        );
        if (refusal) throw new Refusal('conflict', refusalText(en, refusal));
        return { mac, zone, endsAt: isoTime(gate.store.authorisation({ mac, zone })?.endsAt) };
      },
    }),

    deleteAuthorisations: operation({
      method: 'delete',
      path: '/authorisations/{mac}',
      summary: "End a device's session in every zone, or in one, and cut its connections",
      scope: 'sessions:write',
      params: ofDevice,
      query: inZone,
      answer: ended,
      examples: {
        'in every zone': {
          params: { mac: '02:00:00:00:00:0a' },
          answer: { mac: '02:00:00:00:00:0a', zones: ['guest'] },
        },
      },
      async run({ params: { mac }, query, caller }) {
        const zone = zoneIn(query.zone, gate.zones, { parameter: 'zone' });
        const zones = zone === undefined ? gate.zones : [zone];
        const all = await Promise.all(
          zones.map((each) => revoke(gateOf(gate, caller), { mac, zone: each }, 'Admin-Reset', caller.name)),
        );
        const zonesEnded = all.flatMap((each) => (each ? [each.zone] : []));
        if (zonesEnded.length === 0)
          throw new PortalError('not-found', { detail: `${mac} has no authorisation` });
        return { mac, zones: zonesEnded };
      },
    }),
  };
}

/** The zone in which the device is a neighbour; where that says nothing, the only zone there is. */
function whereabouts({ gate, neighbours }: AdminOptions, mac: MacAddress): ZoneName {
  const seenIn = new Set(
    neighbours.all().flatMap((neighbour) => (neighbour.mac === mac ? [neighbour.zone] : [])),
  );
  const [zone, another] = seenIn.size > 0 ? [...seenIn] : gate.zones;
  if (zone === undefined || another !== undefined) {
    const detail = `name the zone of ${mac} with --zone: ${gate.zones.join(', ')}`;
    throw invalid([{ pointer: '#/zone', detail }]);
  }
  return zone;
}

function json(
  { mac, zone, method, user, startedAt, endsAt, ending, used }: Authorisation,
  { inputBytes, outputBytes } = used,
) {
  return {
    mac,
    zone,
    method,
    user: user ?? null,
    startedAt: isoTime(startedAt),
    endsAt: isoTime(endsAt),
    endedAt: isoTime(ending?.at),
    terminateCause: ending?.terminateCause ?? null,
    inputBytes,
    outputBytes,
  };
}

const page = {
  items: [
    {
      mac: '02:00:00:00:00:0a',
      zone: 'guest',
      method: 'password',
      user: 'anna',
      startedAt: '2026-01-02T12:00:00.000Z',
      endsAt: '2026-01-02T20:00:00.000Z',
      endedAt: null,
      terminateCause: null,
      inputBytes: 52_311,
      outputBytes: 1_250_042,
    },
  ],
  nextCursor: null,
};
