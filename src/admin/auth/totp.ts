import { Secret, TOTP } from 'otpauth';
import type { RandomBytes } from '../../system/random.js';

const periodSeconds = 30;
const issuer = 'gate511';

const totp = (secret: string) =>
  new TOTP({ secret: Secret.fromBase32(secret), period: periodSeconds, issuer });

/** 160 bits in base32, as RFC 4226 §4 recommends. */
export const newTotpSecret = (random: RandomBytes): string =>
  new Secret({ buffer: new Uint8Array(random(20)).buffer }).base32;

/** What an authenticator app reads from a QR code. */
export function totpUri(secret: string, label: string): string {
  const asked = totp(secret);
  asked.label = label;
  return asked.toString();
}

/** The step of time that a code (RFC 6238) is of, one earlier or later included; undefined for a wrong one. */
export function totpStepOf(secret: string, code: string, now: number): number | undefined {
  const token = code.replace(/\s/g, '');
  const delta = /^\d{6}$/.test(token) ? totp(secret).validate({ token, timestamp: now, window: 1 }) : null;
  return delta === null ? undefined : Math.floor(now / 1000 / periodSeconds) + delta;
}
