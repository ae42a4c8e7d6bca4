import { z } from 'zod';
import { eventTypes } from '../happenings/described.js';
import { byName } from './fields.js';
import { sectionWithSecretBy } from './secret.js';

const nameForm = 'a name of 1 to 30 small letters, digits and -';
const parseName = (name: string) => (/^[a-z][a-z0-9-]{0,29}$/.test(name) ? name : undefined);

/** Fewer characters could be guessed from one signature. */
const length = { least: 16, most: 200 };
const urlForm = 'an http or https URL without user and fragment';

/** Receivers of events, by name; `path` is that of the file of a secret. */
export const webhooks = (path: z.ZodType<string>) => {
  const webhook = sectionWithSecretBy(path)('secret', length, {
    url: z.string(urlForm).refine(isReceiver, urlForm),
    events: z
      .array(z.enum(eventTypes, eventTypes.join(', ')), 'a list of events')
      .min(1, 'at least one event')
      .exactOptional(),
  });
  return byName(parseName, nameForm, webhook, 'a section for each webhook').default({});
};

function isReceiver(url: string): boolean {
  if (!URL.canParse(url) || url.length > 1000) return false;
  const { protocol, username, hash } = new URL(url);
  return /^https?:$/.test(protocol) && username === '' && hash === '';
}
