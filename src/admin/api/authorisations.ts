import type { RouterMiddleware } from '@koa/router';
import { z } from 'zod';
import { authorise } from '../../access/authorise.js';
import { revoke } from '../../access/revoke.js';
import type { MacAddress } from '../../client/mac-address.js';
import type { ZoneName } from '../../client/zone-name.js';
import { PortalError } from '../../errors.js';
import { en } from '../../languages/en.js';
import { refusalText } from '../../languages/reasons.js';
import { bodyOf, durationSeconds, macIn, planIn, zoneIn } from '../input.js';
import type { AdminOptions } from '../options.js';
import { isoTime } from './clients.js';

const grantBody = z.strictObject({
  zone: z.string().exactOptional(),
  plan: z.string().exactOptional(),
  durationSeconds: durationSeconds.exactOptional(),
});

/**
 * `PUT /api/v1/authorisations/:mac`: lets a device in without a login; under a plan where one is given, else with no limit
 * but an end, after the zone's usual time if none is given.
 */
export function putAuthorisation(options: AdminOptions): RouterMiddleware {
  const { gate, plans } = options;
  return async (ctx) => {
    const mac = macIn(ctx.params.mac);
    const body = await bodyOf(ctx, grantBody);
    const zone = zoneIn(body.zone, gate.zones) ?? whereabouts(options, mac);
    const named = planIn(body.plan, plans);
    const usual = named ?? gate.plans.get(zone);
    const seconds = body.durationSeconds ?? usual?.durationSeconds;
    if (seconds === undefined) throw new Error(`zone ${zone} has no plan`);
    const plan = { ...named, durationSeconds: seconds };
    const refusal = await authorise(gate, { mac, zone }, { method: 'operator', plan });
    if (refusal) throw new PortalError('denied', { detail: refusalText(en, refusal) });
    ctx.body = { mac, zone, endsAt: isoTime((await gate.store.authorisation({ mac, zone }))?.endsAt) };
  };
}

/** `DELETE /api/v1/authorisations/:mac`: ends it in every zone, or with `?zone=` in that one. */
export function deleteAuthorisations({ gate }: AdminOptions): RouterMiddleware {
  return async (ctx) => {
    const mac = macIn(ctx.params.mac);
    const zone = zoneIn(ctx.query.zone, gate.zones);
    const zones = zone === undefined ? gate.zones : [zone];
    const ended = await Promise.all(zones.map((each) => revoke(gate, { mac, zone: each }, 'Admin-Reset')));
    const zonesEnded = ended.flatMap((authorisation) => (authorisation ? [authorisation.zone] : []));
    if (zonesEnded.length === 0)
      throw new PortalError('not-found', { detail: `${mac} has no authorisation` });
    ctx.body = { mac, zones: zonesEnded };
  };
}

/** The zone in which the device is a neighbour; where that says nothing, the only zone there is. */
function whereabouts({ gate, neighbours }: AdminOptions, mac: MacAddress): ZoneName {
  const seenIn = new Set(
    neighbours.all().flatMap((neighbour) => (neighbour.mac === mac ? [neighbour.zone] : [])),
  );
  const [zone, another] = seenIn.size > 0 ? [...seenIn] : gate.zones;
  if (zone === undefined || another !== undefined)
    throw new PortalError('bad-request', {
      detail: `name the zone of ${mac} with --zone: ${gate.zones.join(', ')}`,
    });
  return zone;
}
