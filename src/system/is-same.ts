import { timingSafeEqual } from 'node:crypto';

/** Compares a secret with what somebody sent; the time that it takes tells nothing of where they differ. */
export function isSame(given: string | Buffer, expected: string | Buffer): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
