import { readFileSync } from 'node:fs';
import test from 'ava';
import { projectPath } from '../project.js';

test('every test that the threat model names is there', (t) => {
  const text = readFileSync(projectPath('docs/threat-model.md'), 'utf8');
  const named = [...text.matchAll(/\]\(\.\.\/(test\/[^)]+)\)((?:[ ,]*“[^”]+”)+)/g)].flatMap(
    ([, path = '', titles = '']) =>
      [...titles.matchAll(/“([^”]+)”/g)].map(([, title = '']) => ({ path, title })),
  );
  t.true(named.length > 25);
  t.deepEqual(
    named.filter(({ path, title }) => !readFileSync(projectPath(path), 'utf8').includes(title)),
    [],
  );
});
