import { type Begun, type Patience, type TooMany, WrongGuesses } from '../../access/wrong-guesses.js';
import type { Clock } from '../../system/clock.js';

/** From one address, and at one name. */
const fromAddress: Patience = { free: 20, firstSeconds: 30, longestSeconds: 3600 };
const atName: Patience = { free: 10, firstSeconds: 30, longestSeconds: 900 };

/** Makes those wait who guess passwords of operators. */
export class Throttle {
  readonly #addresses: WrongGuesses;
  readonly #names: WrongGuesses;

  constructor(clock: Clock) {
    this.#addresses = new WrongGuesses(clock);
    this.#names = new WrongGuesses(clock);
  }

  begin(address: string, name: string): Begun | TooMany {
    const here = this.#addresses.begin(address, fromAddress);
    if (here.kind === 'too-many') return here;
    const there = this.#names.begin(name.slice(0, 64), atName);
    if (there.kind === 'begun')
      return {
        kind: 'begun',
        takeBack: () => {
          here.takeBack();
          there.takeBack();
        },
      };
    here.takeBack();
    return there;
  }
}
