import type { Clock } from '../src/system/clock.js';

/** A clock that goes on only when it is told to. */
export interface HandClock extends Clock {
  advance(seconds: number): void;
}

export function handClock(now = Date.UTC(2026, 0, 2, 12)): HandClock {
  let at = now;
  return Object.assign(() => at, {
    advance: (seconds: number) => {
      at += seconds * 1000;
    },
  });
}
