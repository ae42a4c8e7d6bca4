import { z } from 'zod';
import { eventTypes } from '../happenings/described.js';
import { byName, section, text } from './fields.js';

const nameForm = 'a name of 1 to 30 small letters, digits and -';
const parseName = (name: string) => (/^[a-z][a-z0-9-]{0,29}$/.test(name) ? name : undefined);

const secretForm = 'a text of 16 to 200 characters';
const urlForm = 'an http or https URL without user and fragment';

const webhook = section({
  url: z.string(urlForm).refine(isReceiver, urlForm),
  secret: z.string(secretForm).min(16, secretForm).max(200, secretForm).exactOptional(),
  'secret-file': text(4096).exactOptional(),
  events: z
    .array(z.enum(eventTypes, eventTypes.join(', ')), 'a list of events')
    .min(1, 'at least one event')
    .exactOptional(),
}).refine((each) => (each.secret === undefined) !== (each['secret-file'] === undefined), {
  path: ['secret'], // the whole section would show it
  message: 'a secret or a secret-file, and not both',
});

/** Receivers of events, by name. */
export const webhooks = byName(parseName, nameForm, webhook, 'a section for each webhook').default({});

function isReceiver(url: string): boolean {
  if (!URL.canParse(url) || url.length > 1000) return false;
  const { protocol, username, hash } = new URL(url);
  return /^https?:$/.test(protocol) && username === '' && hash === '';
}
