import test from 'ava';
import { languages } from '../../src/languages/languages.js';
import { noticeText } from '../../src/languages/reasons.js';
import type { Refusal } from '../../src/plan/limits.js';
import type { Authorisation } from '../../src/store/authorisation.js';
import { phone } from '../clients.js';
import { timeZone } from '../plans.js';
import { authorisationOf } from '../records.js';

const [english] = languages;
const spent = authorisationOf(phone, { ending: { at: 0, terminateCause: 'NAS-Request', limit: 'data' } });
const againAt = Date.parse('2026-01-05T07:00:00Z');
const refusal = { kind: 'refuse', againAt, timeZone: timeZone('Europe/Berlin') } as const;
const said = (last: Authorisation | undefined, refused: Refusal | undefined) =>
  noticeText(english, last, refused)?.replace(/\u202f/g, ' ');

test('whose session ended by what keeps him out now reads that once, and when he may come again', (t) => {
  t.is(
    said(spent, { ...refusal, limit: 'data' }),
    'Your session ended, because its data was used up. You can sign in again on Monday, January 5 at 8:00 AM.',
  );
  for (const language of languages)
    t.false(
      noticeText(language, spent, { ...refusal, limit: 'data' })?.includes(language.refused.data),
      language.tag,
    );
});

test('whom something else keeps out now reads both', (t) => {
  t.is(
    said(spent, { ...refusal, limit: 'hours' }),
    'Your session ended, because its data was used up. The network is closed now. It opens on Monday, January 5 at 8:00 AM.',
  );
});

test('who was never online reads only what keeps him out, and when nothing does there is nothing to read', (t) => {
  t.is(said(undefined, { kind: 'refuse', limit: 'data' }), 'Your data is used up.');
  t.is(said(undefined, undefined), undefined);
});
