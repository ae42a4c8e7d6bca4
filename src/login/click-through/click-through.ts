import type { Gate } from '../../access/gate.js';
import { admissionNow } from '../../access/refusal.js';
import type { Client } from '../../client/client.js';
import { durationText } from '../../languages/amounts.js';
import type { MethodKind } from '../method.js';

/** Whoever accepts the terms gets in. */
export const clickThrough: MethodKind = {
  name: 'click-through',
  texts: { en: {}, de: {}, fr: {}, es: {}, ar: {} }, // its words are in `languages/`
  samples: [{ duration: '8 hours' }],
  open: (_, { gate }) => ({
    method: () => ({
      name: 'click-through',
      canExtend: true,
      isRefusedWith: () => true,
      form: ({ client, language }) => ({ duration: durationText(language, secondsFor(gate, client)) }),
      login: async () => ({ kind: 'accept' }),
    }),
  }),
};

/** How long a login would last now. */
function secondsFor(gate: Gate, client: Client): number {
  const admission = admissionNow(gate, client);
  return admission?.kind === 'admit' ? admission.lastsMs / 1000 : 0;
}
