import { createHash } from 'node:crypto';
import { reasonOf } from '../../errors.js';
import type { Tell } from '../../happenings/happenings.js';
import type { Token } from '../../store/operator.js';
import type { Store } from '../../store/store.js';
import type { Clock } from '../../system/clock.js';
import type { Log } from '../../system/log.js';
import type { RandomBytes } from '../../system/random.js';
import { Serial } from '../../system/serial.js';
import { type By, nameOf, toldOf } from './by.js';

const noteUseMs = 5 * 60_000;
/** By which scanners of repositories can know one. */
const prefix = 'g511_';

interface TokensOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly tell: Tell;
  readonly log: Log;
}

/** What programs show instead of a password: 256 bits of chance, so a plain hash of it tells nothing. */
export class Tokens {
  readonly #options: TokensOptions;
  readonly #names = new Serial<string>();

  constructor(options: TokensOptions) {
    this.#options = options;
  }

  get #table() {
    return this.#options.store.table('tokens');
  }

  all(): Promise<readonly Token[]> {
    return this.#table.all();
  }

  /** The text is told this once; undefined where there is one of that name. */
  async create({
    by,
    ...asked
  }: Pick<Token, 'name' | 'scopes'> & { readonly by: By; readonly endsAt?: number }): Promise<
    { readonly token: Token; readonly text: string } | undefined
  > {
    const { clock, random, tell } = this.#options;
    const text = `${prefix}${random(32).toString('base64url')}`;
    const token = { ...asked, hash: hashOf(text), createdAt: clock(), createdBy: nameOf(by) };
    const isMade = await this.#names.run(asked.name, async () => {
      if (await this.#named(asked.name)) return false;
      await this.#table.update(token.hash, () => token);
      return true;
    });
    if (!isMade) return undefined;
    const { name, scopes } = token;
    tell('token-changed', { token: name, change: 'added', scopes, ...toldOf(by) });
    return { token, text };
  }

  /** False where there was none. */
  async delete(name: string, by: By): Promise<boolean> {
    const token = await this.#named(name);
    if (!token) return false;
    await this.#table.update(token.hash, () => undefined);
    this.#options.tell('token-changed', { token: name, change: 'removed', ...toldOf(by) });
    return true;
  }

  /** One that is there and not over. */
  async find(text: string): Promise<Token | undefined> {
    const now = this.#options.clock();
    const token = await this.#table.get(hashOf(text));
    if (!token || now >= (token.endsAt ?? Number.POSITIVE_INFINITY)) return undefined;
    if (now - (token.usedAt ?? 0) >= noteUseMs) this.#noteUse(token.hash, now);
    return token;
  }

  async #named(name: string): Promise<Token | undefined> {
    return (await this.all()).find((each) => each.name === name);
  }

  /** Nobody waits for it, and nobody is refused where it cannot be kept. */
  #noteUse(hash: string, usedAt: number): void {
    this.#table
      .update(hash, (before) => before && { ...before, usedAt })
      .catch((error: unknown) =>
        this.#options.log.warn({ reason: reasonOf(error) }, 'the use of a token could not be noted'),
      );
  }
}

const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');
