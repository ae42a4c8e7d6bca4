import type { Refusal } from '../plan/limits.js';
import type { Authorisation } from '../store/authorisation.js';
import { momentText } from './amounts.js';
import type { Language } from './language.js';
import { fill } from './languages.js';

/** Why an authorisation ended; undefined while it goes on. */
export function endedText({ ended }: Language, { ending }: Authorisation): string | undefined {
  return ending && ended[ending.limit ?? ending.terminateCause];
}

/** Why a plan lets nobody in, and from when it does again. */
export function refusalText(language: Language, { limit, againAt }: Refusal): string {
  const { refused, refusedUntil } = language;
  if (againAt === undefined) return refused[limit];
  return `${refused[limit]} ${fill(refusedUntil[limit], { moment: momentText(language, againAt) })}`;
}
