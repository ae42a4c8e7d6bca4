import { siteUrl } from './addresses.js';
import type { Phone } from './phone.js';
import type { Program } from './program.js';

/** curl's code for a connection that was reset under way. */
export const connectionReset = 56;

/** A download that is under way: its first bytes have arrived, and it goes on for longer than a test does. */
export async function startDownload(phone: Phone, ...curlOptions: string[]): Promise<Program> {
  const curl = phone.start(
    'curl',
    '--silent',
    '--show-error',
    '--no-buffer',
    ...curlOptions,
    `${siteUrl}stream`,
  );
  await aWhileOf(curl);
  return curl;
}

/** Resolves when some more has arrived: it was not cut. */
export const aWhileOf = (download: Program) => download.received(256 * 1024);
