import { reasonOf } from '../errors.js';
import { languages } from '../languages/languages.js';
import { viewSamples } from './view-samples.js';
import type { ViewName, Views } from './views.js';

/** What is wrong with an operator's own templates, a sentence each, found out by trying each page in each language. */
export function viewFaults(views: Views): string[] {
  const found = new Set(views.ownFaults);
  for (const view of Object.keys(viewSamples) as ViewName[]) collect(views, view, found);
  return [...found];
}

function collect<Name extends ViewName>(views: Views, view: Name, found: Set<string>): void {
  for (const language of languages)
    for (const data of viewSamples[view])
      try {
        views.tryOwn(view, language, data);
      } catch (error) {
        found.add(reasonOf(error));
      }
}
