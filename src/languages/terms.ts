import { paragraphsOf, type TextByLanguage, textIn } from '../look/text-by-language.js';
import type { Language } from './language.js';

/** The paragraphs of an operator's terms; where he has none, the language's own. */
export const termsIn = (terms: TextByLanguage | undefined, { tag, messages }: Language): string[] =>
  paragraphsOf(textIn(terms, tag) ?? messages.termsDefault);
