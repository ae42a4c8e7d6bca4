import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import test from 'ava';
import { projectPath } from './project.js';

const root = projectPath('src');

/** What may be imported by those below it in this list, and not by those above or beside it. */
const layers = [
  ['errors.ts'],
  ['system'],
  ['client', 'look'],
  ['garden', 'plan', 'happenings'],
  ['config', 'store'],
  ['firewall', 'languages'],
  ['access', 'http'],
  ['metrics', 'audit', 'events', 'login'],
  ['interceptor', 'portal', 'admin'],
  ['listeners.ts', 'looks.ts', 'garden-keeping.ts', 'methods.ts', 'method-samples.ts', 'ruleset-options.ts'],
  ['previews.ts', 'record-keeping.ts', 'voucher-sheets.ts', 'zone-neighbours.ts'],
  ['handlers.ts'],
  ['gateway.ts'],
  ['app.ts'],
  ['cli'],
  ['main.ts'],
];

/** Who may name the configuration, and who the parts that reach the kernel or the disk: all else is handed a slice. */
const composers = [
  ...[
    'listeners.ts',
    'looks.ts',
    'garden-keeping.ts',
    'methods.ts',
    'method-samples.ts',
    'ruleset-options.ts',
  ],
  ...['handlers.ts', 'gateway.ts', 'app.ts'],
  ...['previews.ts', 'record-keeping.ts', 'voucher-sheets.ts', 'zone-neighbours.ts'],
  ...['cli', 'main.ts'],
];
const backends = [
  'store/lowdb-store.ts',
  'firewall/nftables-firewall.ts',
  'client/kernel-neighbours.ts',
  'login/click-through/click-through.ts',
  'login/voucher/voucher.ts',
  'login/password/password.ts',
];

interface SourceFile {
  /** From `src/`. */
  readonly path: string;
  readonly text: string;
  readonly imports: readonly string[];
}

const files: readonly SourceFile[] = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .map((path) => {
    const text = readFileSync(join(root, path), 'utf8');
    const found = [...text.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*'(\.[^']*)\.js'/g)];
    const imports = found.map(([, to = '']) => relative('.', join(dirname(path), `${to}.ts`)));
    return { path, text, imports };
  });

/** The folder in which a file is, or the file itself at the top. */
const partOf = (path: string) => path.split('/')[0] ?? path;
const layerOf = (path: string) => layers.findIndex((layer) => layer.includes(partOf(path)));
const named = (isFaulty: (file: SourceFile) => boolean) => files.filter(isFaulty).map(({ path }) => path);
const importsWhere = (isFaulty: (from: string, to: string) => boolean) =>
  files.flatMap(({ path, imports }) =>
    imports.filter((to) => isFaulty(path, to)).map((to) => `${path} imports ${to}`),
  );

test('every part has its layer, and what it imports is there', (t) => {
  t.true(files.length > 50);
  t.deepEqual(
    named(({ path }) => layerOf(path) < 0),
    [],
  );
  t.deepEqual(
    importsWhere((_, to) => !files.some(({ path }) => path === to)),
    [],
  );
});

test('imports point down only, and parts that stand side by side do not know each other', (t) => {
  t.deepEqual(
    importsWhere((from, to) => partOf(from) !== partOf(to) && layerOf(to) >= layerOf(from)),
    [],
  );
});

test('only those who put the parts together name the configuration', (t) => {
  /** The words that sections are written in, and no section. */
  const words = ['config/fields.ts', 'config/secret.ts', 'config/units.ts', 'config/method-section.ts'];
  const isOfConfig = (path: string) => partOf(path) === 'config' && !words.includes(path);
  t.deepEqual(
    importsWhere((from, to) => isOfConfig(to) && !isOfConfig(from) && !composers.includes(partOf(from))),
    [],
  );
});

test('only those who put the parts together choose a backend', (t) => {
  t.deepEqual(
    importsWhere((from, to) => backends.includes(to) && !composers.includes(partOf(from))),
    [],
  );
});

test('only the beginning of the program reads the environment', (t) => {
  t.deepEqual(
    named(({ text }) => /process\.env\b/.test(text)),
    ['main.ts'],
  );
});

test('only the command line prints', (t) => {
  const isPrinting = /\bconsole\.|process\.std(out|err)\.write/;
  t.deepEqual(
    named(({ path, text }) => isPrinting.test(text) && partOf(path) !== 'cli'),
    ['main.ts'],
  );
});

test('only the beginning of the program decides its exit code', (t) => {
  t.deepEqual(
    named(({ text }) => /process\.(exit\(|exitCode)/.test(text)),
    ['main.ts'],
  );
});

test('whatever is exported has a name', (t) => {
  t.deepEqual(
    named(({ text }) => /\bexport\s+default\b|\bas\s+default\b/.test(text)),
    [],
  );
});
