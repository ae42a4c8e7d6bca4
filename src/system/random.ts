import { randomBytes } from 'node:crypto';

/** Bytes from a cryptographic source. */
export type RandomBytes = (length: number) => Buffer;

export const systemRandom: RandomBytes = (length) => randomBytes(length);
