import test from 'ava';
import { languages } from '../../src/languages/languages.js';
import { methods } from '../../src/methods.js';

const placeholders = (text = '') => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();

for (const { name, texts } of methods)
  for (const { tag, direction } of languages)
    test(`the texts of ${name} in language ${tag} are all there, and ask for the same values as the first language's`, (t) => {
      const [own, first] = [tag, languages[0].tag].map((each) => texts[each] as Record<string, string>);
      t.deepEqual(Object.keys(own ?? {}).sort(), Object.keys(first ?? {}).sort());
      for (const [key, text] of Object.entries(own ?? {})) {
        t.deepEqual(placeholders(text), placeholders(first?.[key]), key);
        t.regex(text, /^\S(.*\S)?$/);
        if (direction === 'rtl') t.notRegex(text, /(?<!\u2068)\{(?:name|host|provider|url|id)\}/, key);
      }
    });
