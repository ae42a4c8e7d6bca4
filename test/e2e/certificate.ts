import { join } from 'node:path';
import { run } from '../../src/system/run.js';

export const certificateIn = (directory: string) => join(directory, 'certificate.pem');
export const keyIn = (directory: string) => join(directory, 'key.pem');

/** Puts a key and a certificate for a name, signed by itself, into a directory. */
export async function makeCertificate(directory: string, name: string): Promise<void> {
  const form = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
  const subject = ['-subj', `/CN=${name}`, '-addext', `subjectAltName=DNS:${name}`];
  const files = ['-keyout', keyIn(directory), '-out', certificateIn(directory)];
  await run('openssl', ['req', '-x509', ...form, ...subject, ...files]);
}
