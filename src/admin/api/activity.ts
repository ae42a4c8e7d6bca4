import { z } from 'zod';
import { stepSeconds } from '../../metrics/activity.js';
import { count, isoTime, time, zoneName } from '../fields.js';
import type { AdminOptions } from '../options.js';
import { operation } from '../rest/operation.js';

const everyStep = z.array(count.nullable()).meta({ description: 'Null where the daemon did not run.' });

const activity = z
  .strictObject({
    startsAt: time.meta({ description: 'When the first step begins.' }),
    stepSeconds: z.number().int(),
    zones: z.array(
      z.strictObject({
        name: zoneName,
        now: z
          .strictObject({ inputBitsPerSecond: count, outputBitsPerSecond: count })
          .nullable()
          .meta({ description: 'The mean of the last seconds; null while it is not known.' }),
        online: everyStep.meta({ description: 'The most devices that were let through at once.' }),
        inputBitsPerSecond: everyStep.meta({ description: 'From the devices.' }),
        outputBitsPerSecond: everyStep.meta({ description: 'To the devices.' }),
        logins: z.array(count),
        loginsByMethod: z.record(z.string(), count),
      }),
    ),
  })
  .meta({ id: 'Activity' });

/** What went on in the last day. */
export function activityOperations({ gate, activity: known }: AdminOptions) {
  return {
    getActivity: operation({
      method: 'get',
      path: '/activity',
      summary: 'Devices online, throughput and logins of the last 24 hours, step by step',
      scope: 'status:read',
      answer: activity,
      examples: { 'one zone, two of its steps': { answer: example } },
      async run() {
        return {
          startsAt: isoTime(known.startsAt),
          stepSeconds,
          zones: gate.zones.map((name) => {
            const { now = null, loginsByMethod, online, inputBitsPerSecond, ...others } = known.of(name);
            return {
              name,
              now,
              online: [...online],
              inputBitsPerSecond: [...inputBitsPerSecond],
              outputBitsPerSecond: [...others.outputBitsPerSecond],
              logins: [...others.logins],
              loginsByMethod: Object.fromEntries(loginsByMethod),
            };
          }),
        };
      },
    }),
  };
}

const example = {
  startsAt: '2026-01-01T12:05:00.000Z',
  stepSeconds,
  zones: [
    {
      name: 'guest',
      now: { inputBitsPerSecond: 311_040, outputBitsPerSecond: 8_204_112 },
      online: [null, 12],
      inputBitsPerSecond: [null, 290_113],
      outputBitsPerSecond: [null, 7_650_201],
      logins: [0, 3],
      loginsByMethod: { voucher: 2, 'click-through': 1 },
    },
  ],
};
