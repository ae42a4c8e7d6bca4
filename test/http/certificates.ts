import { execFileSync } from 'node:child_process';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ExecutionContext } from 'ava';
import { temporaryDirectory } from '../temporary-directory.js';

/** A directory with the pairs `old` and `new`, and the files `certificate` and `key` that hold the old one. */
export async function certificates(t: ExecutionContext) {
  const directory = await temporaryDirectory(t);
  const file = (name: string) => join(directory, name);
  for (const name of ['old', 'new']) {
    const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
    const to = ['-subj', `/CN=${name}.test`, '-keyout', file(`${name}.key`), '-out', file(`${name}.pem`)];
    execFileSync('openssl', ['req', '-x509', ...curve, ...to], { stdio: 'ignore' });
  }
  const put = (name: 'old' | 'new', part: 'certificate' | 'key') =>
    copyFileSync(file(`${name}.${part === 'key' ? 'key' : 'pem'}`), file(part));
  put('old', 'certificate');
  put('old', 'key');
  return { paths: { certificate: file('certificate'), key: file('key') }, put };
}
