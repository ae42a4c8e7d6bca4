import { createHmac } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { openSecret } from '../../store/secret.js';
import type { Voucher } from '../../store/voucher.js';
import type { RandomBytes } from '../../system/random.js';
import type { VoucherCode } from './code.js';

/** Ten hexadecimal digits: enough to find a voucher by, and to write down. */
const idLength = 10;

const fileIn = (state: string) => join(state, 'voucher-secret');

/** Turns codes into what the store keeps: without it, a stolen store gives no code that can be used. */
export class VoucherKey {
  readonly #secret: Buffer;

  private constructor(secret: Buffer) {
    this.#secret = secret;
  }

  /** That of a state directory, made where there is none. Rejects with an OperatorError. */
  static async open(state: string, random: RandomBytes): Promise<VoucherKey> {
    const remedy = 'put the copy of your backup in its place';
    return new VoucherKey(await openSecret(fileIn(state), random, remedy));
  }

  static isIn(state: string): boolean {
    return existsSync(fileIn(state));
  }

  identify(code: VoucherCode): Pick<Voucher, 'id' | 'hash'> {
    const hash = createHmac('sha256', this.#secret).update(`voucher/${code}`).digest('hex');
    return { id: hash.slice(0, idLength), hash };
  }
}
