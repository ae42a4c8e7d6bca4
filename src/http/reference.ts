import type { RandomBytes } from '../system/random.js';

/** Links what a visitor reads out at the counter with a log line: eight hexadecimal digits. */
export const newReference = (random: RandomBytes) => random(4).toString('hex');

const prefix = 'urn:gate511:reference:';

/** As the `instance` of a problem document (RFC 9457 §3.1.5). */
export const urnOf = (reference: string) => `${prefix}${reference}`;
export const referenceIn = (urn: string) => urn.slice(prefix.length);
