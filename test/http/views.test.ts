import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import test from 'ava';

const root = fileURLToPath(new URL('../../../', import.meta.url));

test('the pages are found where the path of the installation has spaces and other special characters', (t) => {
  const installed = join(mkdtempSync(join(tmpdir(), 'gate511 views %41 é#')), 'gate 511');
  t.teardown(() => rmSync(join(installed, '..'), { recursive: true }));
  for (const part of ['dist/src', 'views', 'package.json'])
    cpSync(join(root, part), join(installed, part), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(installed, 'node_modules'));
  const script = `
    const { Views } = await import('./dist/src/http/views.js');
    process.stdout.write(new Views('Café Test').styleHash);`;
  const hash = execFileSync(process.execPath, ['--input-type=module', '--eval', script], { cwd: installed });
  t.regex(String(hash), /^sha256-/);
});
