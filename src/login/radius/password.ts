import { createHash } from 'node:crypto';
import type { Secret } from './signature.js';

const block = 16;

/** The longest that User-Password takes (RFC 2865 §5.2). */
export const longestPasswordBytes = 128;

/** User-Password: the password, hidden by the secret and the Request Authenticator (RFC 2865 §5.2). */
export function hiddenPassword(password: string, secret: Secret, authenticator: Buffer): Buffer {
  const plain = Buffer.from(password);
  const hidden = Buffer.alloc(Math.max(block, Math.ceil(plain.length / block) * block));
  plain.copy(hidden);
  let previous = authenticator;
  for (let at = 0; at < hidden.length; at += block) {
    const pad = createHash('md5').update(secret).update(previous).digest();
    for (const [index, octet] of pad.entries()) hidden[at + index] = (hidden[at + index] ?? 0) ^ octet;
    previous = hidden.subarray(at, at + block);
  }
  return hidden;
}

/** CHAP-Password: an identifier and the answer to the challenge (RFC 2865 §5.3, RFC 1994 §4.1). */
export function chapPassword(password: string, identifier: number, challenge: Buffer): Buffer {
  const id = Buffer.from([identifier]);
  return Buffer.concat([id, createHash('md5').update(id).update(password).update(challenge).digest()]);
}
