import type { Refusal } from '../plan/limits.js';
import type { Authorisation } from '../store/authorisation.js';
import { momentText } from './amounts.js';
import type { Language } from './language.js';
import { fill } from './languages.js';

/** Why the last authorisation ended, and why there can be none now; undefined when there is nothing to tell. */
export function noticeText(
  language: Language,
  last: Authorisation | undefined,
  refusal: Refusal | undefined,
): string | undefined {
  const ending = last?.ending;
  const ended = ending ? [language.ended[ending.limit ?? ending.terminateCause]] : [];
  const sentences = [...ended, ...(refusal ? [refusalText(language, refusal)] : [])];
  return sentences.length > 0 ? sentences.join(' ') : undefined;
}

/** Why a plan lets nobody in, and from when it does again. */
export function refusalText(language: Language, { limit, againAt, timeZone }: Refusal): string {
  const { refused, refusedUntil } = language;
  if (againAt === undefined) return refused[limit];
  return `${refused[limit]} ${fill(refusedUntil[limit], { moment: momentText(language, againAt, timeZone) })}`;
}
