import { z } from 'zod';
import { PortalError } from '../../errors.js';
import { count, isoTime, time, timeGiven } from '../fields.js';
import type { AdminOptions } from '../options.js';
import { operation } from '../rest/operation.js';

/** Who is told of events. */
export function webhookOperations({ events: { webhooks } }: AdminOptions) {
  return {
    replayWebhook: operation({
      method: 'post',
      path: '/webhooks/{name}/replay',
      summary: 'Tell a receiver again of everything since a time, or of all that is kept',
      scope: 'events:read',
      params: z.strictObject({ name: z.string().max(60) }),
      body: z.strictObject({ since: timeGiven.exactOptional() }),
      answer: z.strictObject({ webhook: z.string(), since: time, events: count }),
      examples: {
        'of a morning': {
          params: { name: 'till' },
          body: { since: '2026-01-02T06:00:00Z' },
          answer: { webhook: 'till', since: '2026-01-02T06:00:00.000Z', events: 12 },
        },
      },
      async run({ params: { name }, body: { since = 0 } }) {
        const events = webhooks.replay(name, since);
        if (events !== undefined) return { webhook: name, since: isoTime(since), events };
        throw new PortalError('not-found', {
          detail: `there is no webhook "${name}"; there are: ${webhooks.names.join(', ') || 'none'}`,
        });
      },
    }),
  };
}
