import { z } from 'zod';
import type { Plan } from '../../plan/plan.js';
import { planName } from '../fields.js';
import type { AdminOptions } from '../options.js';
import { operation } from '../rest/operation.js';

const limit = z.number().nullable();
const plan = z
  .strictObject({
    name: planName,
    durationSeconds: z.number(),
    idleSeconds: limit,
    dataBytes: limit,
    devices: limit,
    uploadBitsPerSecond: limit,
    downloadBitsPerSecond: limit,
    dailySeconds: limit,
    dailyBytes: limit,
    hasHours: z.boolean().meta({ description: 'Whether it holds at some hours only.' }),
  })
  .meta({ id: 'Plan', description: 'What is null is not limited.' });

/** The plans of the configuration. */
export function planOperations({ plans }: Pick<AdminOptions, 'plans'>) {
  return {
    listPlans: operation({
      method: 'get',
      path: '/plans',
      summary: 'The plans of the configuration',
      scope: 'status:read',
      answer: z.array(plan),
      examples: {
        'a plan': {
          answer: [
            {
              ...{ name: 'day-pass', durationSeconds: 86_400, idleSeconds: 1800, dataBytes: 2e9, devices: 2 },
              ...{ uploadBitsPerSecond: null, downloadBitsPerSecond: 5e7, dailySeconds: null },
              ...{ dailyBytes: null, hasHours: false },
            },
          ],
        },
      },
      async run() {
        return Object.entries<Plan>(plans).map(([name, each]) => ({
          name,
          durationSeconds: each.durationSeconds,
          idleSeconds: each.idleSeconds ?? null,
          dataBytes: each.dataBytes ?? null,
          devices: each.devices ?? null,
          uploadBitsPerSecond: each.uploadBitsPerSecond ?? null,
          downloadBitsPerSecond: each.downloadBitsPerSecond ?? null,
          dailySeconds: each.daily?.seconds ?? null,
          dailyBytes: each.daily?.bytes ?? null,
          hasHours: each.hours !== undefined,
        }));
      },
    }),
  };
}
