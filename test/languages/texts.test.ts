import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { problemStatus } from '../../src/errors.js';
import { fill, languages } from '../../src/languages/languages.js';
import { languageTags } from '../../src/look/language-tag.js';
import { methods } from '../../src/methods.js';
import { planLimits } from '../../src/plan/limits.js';
import { terminateCauses } from '../../src/store/authorisation.js';
import { projectPath } from '../project.js';

function filesIn(folder: string, ending: string): string[] {
  const names = readdirSync(projectPath(folder), { recursive: true, encoding: 'utf8' });
  return names
    .filter((name) => name.endsWith(ending))
    .map((name) => readFileSync(join(projectPath(folder), name), 'utf8'));
}

const views = filesIn('views', '.njk').join('\n');
const code = ['interceptor', 'languages', 'portal', 'http']
  .flatMap((part) => filesIn(`src/${part}`, '.ts'))
  .join('\n');
const matchesIn = (text: string, pattern: RegExp) =>
  new Set([...text.matchAll(pattern)].map(([, key]) => key));
const usedKeys = new Set([
  ...matchesIn(views, /(?<!way\.)\bt\.(\w+)/g),
  ...matchesIn(code, /\bmessages\.(\w+)/g),
]);

for (const { tag, messages } of languages)
  test(`each text of language ${tag} is used, and each that is used is there`, (t) => {
    t.deepEqual([...usedKeys].sort(), Object.keys(messages).sort());
  });

const placeholders = (text: string) => [...matchesIn(text, /\{(\w+)\}/g)].sort();

for (const { tag, messages, ended, refused, refusedUntil, problems } of languages) {
  test(`the texts of language ${tag} ask for the same values as the first language's`, (t) => {
    const [first] = languages;
    for (const [key, text] of Object.entries(first.messages))
      t.deepEqual(placeholders(messages[key as keyof typeof messages]), placeholders(text), key);
    for (const [key, text] of Object.entries(first.refusedUntil))
      t.deepEqual(placeholders(refusedUntil[key as keyof typeof refusedUntil]), placeholders(text), key);
  });

  test(`no text of language ${tag} is empty or padded, and every fault and ending has one`, (t) => {
    t.deepEqual(Object.keys(problems).sort(), Object.keys(problemStatus).sort());
    t.deepEqual(Object.keys(ended).sort(), [...[...terminateCauses, ...planLimits]].sort());
    const faults = Object.values(problems).flatMap(({ title, text }) => [title, text]);
    const others = [messages, ended, refused, refusedUntil].flatMap((each) => Object.values(each));
    for (const text of [...others, ...faults]) t.regex(text, /^\S(.*\S)?$/);
  });
}

for (const { name, texts } of methods)
  test(`the login method ${name} says the same in every language`, (t) => {
    for (const [key, first] of Object.entries(texts.en))
      for (const tag of languageTags) {
        const text = (texts[tag] as Readonly<Record<string, string>>)[key] ?? '';
        t.regex(text, /^\S(.*\S)?$/, `${tag} ${key}`);
        t.deepEqual(placeholders(text), placeholders(first), `${tag} ${key}`);
      }
    t.deepEqual(Object.keys(texts).sort(), [...languageTags].sort());
  });

test('where a code is to be had is told in the words that stand there', (t) => {
  for (const { tag, messages } of languages)
    for (const words of [messages.statusTitle, messages.moveAsk])
      t.true(messages.moveIntro.includes(words), `${tag} ${words}`);
});

test('after each time of day German says what it is', (t) => {
  const german = languages
    .filter(({ tag }) => tag === 'de')
    .flatMap((each) => Object.values(each.refusedUntil));
  for (const text of german) t.regex(text, /\{moment\} Uhr\b/);
});

test('in a language that is written from the right, names and hosts keep their own direction', (t) => {
  for (const { direction, messages } of languages.filter(({ direction }) => direction === 'rtl')) {
    t.is(direction, 'rtl');
    for (const text of Object.values(messages))
      t.notRegex(text, /(?<!\u2068)\{(?:name|host)\}|\{(?:name|host)\}(?!\u2069)/);
  }
});

test('the style sheet knows no left and no right, so that a page may be mirrored', (t) => {
  const style = readFileSync(projectPath('views/style.css'), 'utf8');
  t.notRegex(style, /\b(?:left|right)\b|(?:margin|padding)-(?:top|bottom)/);
});

test('the way of writing is the one that the language has', (t) => {
  for (const { tag, direction } of languages) t.is(direction, tag === 'ar' ? 'rtl' : 'ltr');
});

test('no two languages have the same tag, and each is a plain BCP 47 language', (t) => {
  const tags = languages.map(({ tag }) => tag);
  t.is(new Set(tags).size, tags.length);
  for (const tag of tags) t.deepEqual(Intl.getCanonicalLocales(tag), [tag]);
});

test('a text that asks for a value which nobody gives is an error', (t) => {
  t.is(fill('{a} and {b}', { a: '1', b: '{a}' }), '1 and {a}');
  t.throws(() => fill('{a} and {c}', { a: '1' }), { message: /asks for \{c\}/ });
});
