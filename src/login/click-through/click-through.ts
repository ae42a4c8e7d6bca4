import { durationText } from '../../languages/amounts.js';
import type { MethodKind } from '../method.js';

/** Whoever accepts the terms gets in. */
export const clickThrough: MethodKind = {
  name: 'click-through',
  texts: { en: {}, de: {}, fr: {}, es: {}, ar: {} }, // its words are in `languages/`
  samples: [{ duration: '8 hours' }],
  open: (_, { gate }) => ({
    method: (zone) => ({
      name: 'click-through',
      canExtend: true,
      isRefusedWith: () => true,
      form: ({ language }) => ({
        duration: durationText(language, gate.plans.get(zone)?.durationSeconds ?? 0),
      }),
      login: async () => ({ kind: 'accept' }),
    }),
  }),
};
