import { type Begun, type Patience, type TooMany, WrongGuesses } from '../../access/wrong-guesses.js';

/** From one address, and at one name. */
const fromAddress: Patience = { free: 20, firstSeconds: 30, longestSeconds: 3600 };
const atName: Patience = { free: 10, firstSeconds: 30, longestSeconds: 900 };

/** Makes those wait who guess passwords of operators. */
export class Throttle {
  readonly #addresses = new WrongGuesses();
  readonly #names = new WrongGuesses();

  async begin(address: string, name: string): Promise<Begun | TooMany> {
    const here = await this.#addresses.begin(address, fromAddress);
    if (here.kind === 'too-many') return here;
    const there = await this.#names.begin(name.slice(0, 64), atName);
    if (there.kind === 'begun')
      return {
        kind: 'begun',
        takeBack: async () => {
          await here.takeBack();
          await there.takeBack();
        },
      };
    await here.takeBack();
    return there;
  }
}
