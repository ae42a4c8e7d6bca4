import { randomBytes } from 'node:crypto';

/** Bytes from a cryptographic source. */
export type RandomBytes = (length: number) => Buffer;

export const systemRandom: RandomBytes = (length) => randomBytes(length);

/** Characters of an alphabet of 256 at most, each as likely as any other. */
export function randomText(random: RandomBytes, alphabet: string, length: number): string {
  let text = '';
  const fairBytes = 256 - (256 % alphabet.length); // with more some characters would come more often
  while (text.length < length)
    for (const byte of random(length - text.length))
      if (byte < fairBytes) text += alphabet[byte % alphabet.length];
  return text;
}
