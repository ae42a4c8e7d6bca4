import { PortalError } from '../../errors.js';

const most = 20;
const shortestMs = 2_000;
/** All pages together look no more often: with ten thousand devices that is a tenth of what one core can do. */
const pageCostMs = 1_000;

/** How many pages follow what happens. */
export class Followers {
  #count = 0;

  /** Throws a PortalError `overloaded` when there are too many. */
  add(): void {
    if (this.#count >= most) throw new PortalError('overloaded', { detail: `${most} pages follow already` });
    this.#count += 1;
  }

  remove(): void {
    this.#count -= 1;
  }

  /** So long a page waits at least before it looks again. */
  get pauseMs(): number {
    return Math.max(shortestMs, this.#count * pageCostMs);
  }
}
