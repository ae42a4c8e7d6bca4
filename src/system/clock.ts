import { sinceBootMs } from './since-boot.js';

/** Epoch milliseconds. */
export type Clock = () => number;

/**
 * The wall time at the start, and what has gone by since. When somebody sets the wall clock, the ends of authorisations
 * stay where they are, as the kernel's own timeouts do; only a new start takes the new time.
 */
export function steadyClock(wall: Clock, elapsedMs: () => number): Clock {
  const origin = wall() - elapsedMs();
  return () => Math.round(origin + elapsedMs());
}

/** The wall's: jumps when it is set. */
export const systemWallClock: Clock = () => Date.now();

export const systemClock: Clock = steadyClock(systemWallClock, sinceBootMs);
