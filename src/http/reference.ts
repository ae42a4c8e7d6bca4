import type { RandomBytes } from '../system/random.js';

/** Links what a visitor reads out at the counter with a log line: eight hexadecimal digits. */
export const newReference = (random: RandomBytes) => random(4).toString('hex');
