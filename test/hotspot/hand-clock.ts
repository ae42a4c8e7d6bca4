import type { Clock } from '../../src/system/clock.js';

/** Time that stands still until a test moves it. */
export class HandClock {
  #now = Date.parse('2030-05-17T12:00:00Z');

  readonly now: Clock = () => this.#now;

  advance(seconds: number): void {
    this.#now += seconds * 1000;
  }
}
