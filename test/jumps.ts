const hourMs = 3_600_000;
const yearMs = 365 * 24 * hourMs;

/** How the clock of a machine may be set, in milliseconds. */
export const jumps: readonly (readonly [string, number])[] = [
  ['forward by an hour', hourMs],
  ['back by an hour', -hourMs],
  ['forward by a year', yearMs],
  ['back by a year', -yearMs],
];
