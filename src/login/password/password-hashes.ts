import { scrypt as nodeScrypt, type ScryptOptions, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import type { RandomBytes } from '../../system/random.js';
import { type Line, Turns } from '../../system/turns.js';

/** The parameters of scrypt (RFC 7914 §2); `logN` is the logarithm of N to the base of 2. */
export interface Cost {
  readonly logN: number;
  readonly r: number;
  readonly p: number;
}

/** 16 MiB and a fraction of a second; as strong as OWASP's recommendation of N = 2¹⁷, r = 8, p = 1, which takes 128 MiB. */
const usualCost: Cost = { logN: 14, r: 8, p: 5 };

export type Scrypt = (
  password: string,
  salt: Buffer,
  length: number,
  options: ScryptOptions,
) => Promise<Buffer>;

const scrypt: Scrypt = promisify<string, Buffer, number, ScryptOptions, Buffer>(nodeScrypt);

const [saltBytes, keyBytes] = [16, 32];
/** Of the four threads that files and names are read with, two remain: as long as all of a process take the same turns. */
const [atOnce, mostWaiting] = [2, 100];

interface HashEffects {
  readonly random: RandomBytes;
  readonly scrypt?: Scrypt;
  readonly cost?: Cost;
}

interface Hash {
  readonly cost: Cost;
  readonly salt: Buffer;
  readonly key: Buffer;
}

/** Turns passwords into hashes and compares them. A flood of them waits in a line of its own, and is refused behind that. */
export class PasswordHashes {
  readonly #random: RandomBytes;
  readonly #scrypt: Scrypt;
  readonly #cost: Cost;
  readonly #turns: Turns;
  readonly #line: Line;
  #ofOperators: PasswordHashes | undefined;

  constructor(
    { random, scrypt: derive = scrypt, cost = usualCost }: HashEffects,
    turns = new Turns(atOnce, mostWaiting),
    line: Line = 'second',
  ) {
    this.#random = random;
    this.#scrypt = derive;
    this.#cost = cost;
    this.#turns = turns;
    this.#line = line;
  }

  /** The same for operators, whom no flood of visitors keeps waiting: of both together no more are worked on at once. */
  get ofOperators(): PasswordHashes {
    const effects = { random: this.#random, scrypt: this.#scrypt, cost: this.#cost };
    this.#ofOperators ??= new PasswordHashes(effects, this.#turns, 'first');
    return this.#ofOperators;
  }

  /** As `$scrypt$ln=14,r=8,p=5$salt$key`. */
  async of(password: string): Promise<string> {
    const salt = this.#random(saltBytes);
    const key = await this.#derive(password, salt, this.#cost);
    const { logN, r, p } = this.#cost;
    return `$scrypt$ln=${logN},r=${r},p=${p}$${salt.toString('base64url')}$${key.toString('base64url')}`;
  }

  /** The same work where there is no hash: so nobody learns from the time it takes whether there is such a user. */
  async matches(password: string, text: string | undefined): Promise<boolean> {
    const hash = text === undefined ? undefined : parseHash(text);
    const { cost, salt, key } = hash ?? this.#nobodys();
    const derived = await this.#derive(password, salt, cost);
    return timingSafeEqual(derived, key) && hash !== undefined;
  }

  /** Whether it should be made anew, since its cost is not what one takes now. */
  isOutdated(text: string): boolean {
    const cost = parseHash(text)?.cost;
    const { logN, r, p } = this.#cost;
    return cost?.logN !== logN || cost.r !== r || cost.p !== p;
  }

  #nobodys(): Hash {
    return { cost: this.#cost, salt: this.#random(saltBytes), key: this.#random(keyBytes) };
  }

  #derive(password: string, salt: Buffer, { logN, r, p }: Cost): Promise<Buffer> {
    const options = { N: 2 ** logN, r, p, maxmem: 2 ** 20 + 256 * 2 ** logN * r };
    return this.#turns.run(
      () => this.#scrypt(password.normalize('NFKC'), salt, keyBytes, options),
      this.#line,
    );
  }
}

function parseHash(text: string): Hash | undefined {
  const form = /^\$scrypt\$ln=(1\d|[1-9]),r=(\d{1,2}),p=(\d{1,2})\$([\w-]{22})\$([\w-]{43})$/;
  const [, logN, r, p, salt = '', key = ''] = form.exec(text) ?? [];
  if (logN === undefined) return undefined;
  return {
    cost: { logN: Number(logN), r: Number(r), p: Number(p) },
    salt: Buffer.from(salt, 'base64url'),
    key: Buffer.from(key, 'base64url'),
  };
}
