import type { LanguageTag } from './language-tag.js';

/** An operator's text: one for all visitors, or one for each language, by tag. */
export type TextByLanguage = string | Readonly<Record<string, string>>;

/** In the visitor's language, else in the first that there is; undefined where there is none. */
export function textIn(text: TextByLanguage = {}, tag: LanguageTag): string | undefined {
  return typeof text === 'string' ? text : (text[tag] ?? Object.values(text)[0]);
}

/** An empty line begins a paragraph. */
export const paragraphsOf = (text: string) => text.split(/\n{2,}/);
