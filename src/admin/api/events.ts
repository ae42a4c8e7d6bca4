import type { Readable } from 'node:stream';
import { z } from 'zod';
import { EventStream } from '../../events/event-stream.js';
import { eventTypes } from '../../happenings/described.js';
import type { AdminOptions } from '../options.js';
import { operation } from '../rest/operation.js';

const types = z
  .string()
  .meta({ description: `Only these, with commas between them: ${eventTypes.join(', ')}.` })
  .transform((text, context) => {
    const asked = text.split(',').map((each) => {
      const type = eventTypes.find((known) => known === each);
      if (!type) context.addIssue(`there are no events "${each}"; allowed: ${eventTypes.join(', ')}`);
      return type ?? z.NEVER;
    });
    return new Set(asked);
  });

const stream = z.custom<Readable>().meta({
  type: 'string',
  description:
    'Server-Sent Events: `id` is a number that grows, `event` the type, `data` an event in the form of CloudEvents 1.0.',
});

const login = {
  ...{ specversion: '1.0', id: '1767355200000', source: 'https://login.example.net/' },
  ...{
    type: 'gate511.session.started',
    subject: 'guest/02:00:00:00:00:0a',
    time: '2026-01-02T12:00:00.000Z',
  },
  datacontenttype: 'application/json',
  data: {
    ...{ mac: '02:00:00:00:00:0a', zone: 'guest', method: 'click-through' },
    endsAt: '2026-01-02T20:00:00.000Z',
  },
};

/** Events as they happen. */
export function eventOperations({ events: { journal } }: AdminOptions) {
  return {
    listenToEvents: operation({
      method: 'get',
      path: '/events',
      summary: 'Events as they happen, without end',
      scope: 'events:read',
      gives: 'text/event-stream',
      query: z.strictObject({ types: types.exactOptional() }),
      headers: z.strictObject({
        'Last-Event-ID': z
          .string()
          .regex(/^\d{1,16}$/, 'allowed: the id of an event')
          .exactOptional()
          .meta({ description: 'Goes on after this event; without it with what happens from now on.' }),
      }),
      answer: stream,
      examples: {
        'all logins that are still known': {
          query: { types: 'session.started' },
          headers: { 'Last-Event-ID': '0' },
          answer: `:\n\nid: ${login.id}\nevent: session.started\ndata: ${JSON.stringify(login)}\n\n`,
        },
      },
      async run({ query, headers: { 'Last-Event-ID': last } }) {
        const position = last === undefined ? journal.lastPosition : Number(last);
        return new EventStream(journal, position, query.types) as Readable;
      },
    }),
  };
}
