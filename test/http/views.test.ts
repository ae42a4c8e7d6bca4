import { execFileSync } from 'node:child_process';
import { cpSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { projectPath } from '../project.js';
import { temporaryDirectory } from '../temporary-directory.js';

test('the pages are found where the path of the installation has spaces and other special characters', async (t) => {
  const installed = join(await temporaryDirectory(t), 'gate 511 %41 é#');
  for (const part of ['dist/src', 'views', 'package.json'])
    cpSync(projectPath(part), join(installed, part), { recursive: true });
  symlinkSync(projectPath('node_modules'), join(installed, 'node_modules'));
  const script = `
    const { Views } = await import('./dist/src/http/views.js');
    process.stdout.write(new Views({ name: 'Café Test' }).styleHash);`;
  const hash = execFileSync(process.execPath, ['--input-type=module', '--eval', script], { cwd: installed });
  t.regex(String(hash), /^sha256-/);
});
