import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { problemStatus } from '../../src/errors.js';
import { fill, languages } from '../../src/languages/languages.js';
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
const code = ['interceptor', 'portal', 'http'].flatMap((part) => filesIn(`src/${part}`, '.ts')).join('\n');
const matchesIn = (text: string, pattern: RegExp) =>
  new Set([...text.matchAll(pattern)].map(([, key]) => key));
const usedKeys = new Set([...matchesIn(views, /\bt\.(\w+)/g), ...matchesIn(code, /\bmessages\.(\w+)/g)]);

for (const { tag, messages } of languages)
  test(`each text of language ${tag} is used, and each that is used is there`, (t) => {
    t.deepEqual([...usedKeys].sort(), Object.keys(messages).sort());
  });

const placeholders = (text: string) => [...matchesIn(text, /\{(\w+)\}/g)].sort();

for (const { tag, messages, ended, problems } of languages) {
  test(`the texts of language ${tag} ask for the same values as the first language's`, (t) => {
    const [first] = languages;
    for (const [key, text] of Object.entries(first.messages))
      t.deepEqual(placeholders(messages[key as keyof typeof messages]), placeholders(text), key);
  });

  test(`no text of language ${tag} is empty or padded, and every fault and ending has one`, (t) => {
    t.deepEqual(Object.keys(problems).sort(), Object.keys(problemStatus).sort());
    t.deepEqual(Object.keys(ended).sort(), [...[...terminateCauses, ...planLimits]].sort());
    const faults = Object.values(problems).flatMap(({ title, text }) => [title, text]);
    for (const text of [...Object.values(messages), ...Object.values(ended), ...faults])
      t.regex(text, /^\S(.*\S)?$/);
  });
}

test('no two languages have the same tag, and each is a plain BCP 47 language', (t) => {
  const tags = languages.map(({ tag }) => tag);
  t.is(new Set(tags).size, tags.length);
  for (const tag of tags) t.deepEqual(Intl.getCanonicalLocales(tag), [tag]);
});

test('a text that asks for a value which nobody gives is an error', (t) => {
  t.is(fill('{a} and {b}', { a: '1', b: '{a}' }), '1 and {a}');
  t.throws(() => fill('{a} and {c}', { a: '1' }), { message: /asks for \{c\}/ });
});
