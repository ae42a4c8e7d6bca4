/** Tags (BCP 47) of the languages that there are texts in; the first is the default. */
export const languageTags = ['en', 'de', 'fr', 'es', 'ar'] as const;
export type LanguageTag = (typeof languageTags)[number];
