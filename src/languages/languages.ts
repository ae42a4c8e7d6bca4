import { type LanguageTag, languageTags } from '../look/language-tag.js';
import { ar } from './ar.js';
import { de } from './de.js';
import { en } from './en.js';
import { es } from './es.js';
import { fr } from './fr.js';
import type { Language } from './language.js';

/** Every language there is; a new one is a file beside these and a line here. The first is the default. */
export const languages: readonly [Language, ...Language[]] = [en, de, fr, es, ar];

const tags = languages.map((language) => language.tag);

/** A request of Koa, by whose `acceptsLanguages` the most wanted language is found (RFC 9110 §12.5.4). */
export interface AcceptingLanguages {
  acceptsLanguages(languages: string[]): string | false;
}

/** The language that a request's Accept-Language asks for most; `usual` where it has no wish that can be granted. */
export function languageFor(request: AcceptingLanguages, usual: LanguageTag = languageTags[0]): Language {
  // Of equal wishes, and without any, the first one counts.
  const tag = request.acceptsLanguages([usual, ...tags.filter((each) => each !== usual)]) || usual;
  return languages.find((language) => language.tag === tag) ?? languages[0];
}

/** Puts values into a text's `{…}`; throws when the text asks for another one. */
export function fill(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`the text "${text}" asks for {${name}}`);
    return value;
  });
}
