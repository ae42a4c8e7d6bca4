import type { RouterMiddleware } from '@koa/router';
import type { Context } from 'koa';
import { PortalError } from '../../errors.js';
import { EventStream } from '../../events/event-stream.js';
import { type EventType, eventTypes } from '../../happenings/described.js';
import type { AdminOptions } from '../options.js';

/** `GET /api/v1/events`: Server-Sent Events from now on, or from where `Last-Event-ID` says; `?types=` only of these. */
export function getEvents({ events: { journal } }: AdminOptions): RouterMiddleware {
  return async (ctx) => {
    const types = typesIn(ctx.query.types);
    const last = ctx.get('Last-Event-ID');
    if (!/^\d{0,16}$/.test(last))
      throw new PortalError('bad-request', { detail: 'Last-Event-ID is not the id of an event' });
    const position = last === '' ? journal.lastPosition : Number(last);
    ctx.set('Content-Type', 'text/event-stream');
    ctx.set('Cache-Control', 'no-store');
    ctx.body = new EventStream(journal, position, types);
  };
}

function typesIn(text: Context['query'][string]): ReadonlySet<EventType> | undefined {
  if (text === undefined) return undefined;
  const types = String(text)
    .split(',')
    .map((each) => {
      const type = eventTypes.find((known) => known === each);
      if (type) return type;
      throw new PortalError('bad-request', {
        detail: `there are no events "${each}"; allowed: ${eventTypes.join(', ')}`,
      });
    });
  return new Set(types);
}
