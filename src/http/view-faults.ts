import { reasonOf } from '../errors.js';
import type { Language } from '../languages/language.js';
import { languages } from '../languages/languages.js';
import { viewSamples } from './view-samples.js';
import type { Samples, ViewName, Views } from './views.js';

/** What to try pages with, in a language. */
export type SamplesIn = (language: Language) => Samples;

/** What is wrong with an operator's own templates, a sentence each, found out by trying each page in each language. */
export function viewFaults(views: Views, samplesIn: SamplesIn = () => viewSamples): string[] {
  const found = new Set(views.ownFaults);
  for (const language of languages)
    for (const [view, samples] of Object.entries(samplesIn(language)))
      for (const data of samples ?? [])
        try {
          views.tryOwn(view as ViewName, language, data as never);
        } catch (error) {
          found.add(reasonOf(error));
        }
  return [...found];
}
