import type { Refusal } from '../plan/limits.js';
import type { Authorisation } from '../store/authorisation.js';
import { momentText } from './amounts.js';
import type { Language } from './language.js';
import { fill } from './languages.js';

/**
 * Why the last authorisation ended, and why there can be none now, where that is another reason; undefined when there is
 * nothing to tell.
 */
export function noticeText(
  language: Language,
  last: Authorisation | undefined,
  refusal: Refusal | undefined,
): string | undefined {
  const ending = last?.ending;
  const ended = ending && language.ended[ending.limit ?? ending.terminateCause];
  const isTold = refusal !== undefined && refusal.limit === ending?.limit;
  const refused = refusal && (isTold ? untilText(language, refusal) : refusalText(language, refusal));
  return joined([ended, refused]) || undefined;
}

/** Why a plan lets nobody in, and from when it does again. */
export const refusalText = (language: Language, refusal: Refusal): string =>
  joined([language.refused[refusal.limit], untilText(language, refusal)]);

function untilText(language: Language, { limit, againAt, timeZone }: Refusal): string | undefined {
  if (againAt === undefined) return undefined;
  return fill(language.refusedUntil[limit], { moment: momentText(language, againAt, timeZone) });
}

const joined = (sentences: readonly (string | undefined)[]) =>
  sentences.filter((each) => each !== undefined).join(' ');
