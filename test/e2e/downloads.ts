import { setTimeout as pause } from 'node:timers/promises';
import { siteUrl } from './addresses.js';
import type { Phone } from './phone.js';
import type { Program } from './program.js';

/** What curl says of a connection that was reset under way. */
export const connectionReset = /Connection reset by peer/;
const timeLimitMs = 30_000;

/** curl's options for a transfer that will be cut: where it learns nothing of that, it ends when nothing has moved for a while. */
export const untilItStands = ['--speed-limit', '1', '--speed-time', '2'] as const;

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

/** What curl says when a transfer ends that would go on for long; throws when it does go on. */
export async function endOf(transfer: Program): Promise<string> {
  const tooLate = pause(timeLimitMs, undefined, { ref: false }).then(() => {
    throw new Error('the transfer was not cut');
  });
  return (await Promise.race([transfer.finished, tooLate])).stderr;
}
